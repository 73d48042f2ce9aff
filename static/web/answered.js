// This page answers a form that was sent. In the browser's history it becomes the page of that form, so that Back
// leads to that later, and not to the browser's own question whether to send everything once more.
const { here } = document.currentScript.dataset;
const before = document.referrer && new URL(document.referrer);
if (here) history.replaceState(null, "", here);
else if (before && before.origin === location.origin) history.replaceState(null, "", before);
