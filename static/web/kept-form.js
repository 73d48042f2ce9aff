// Sends a form without leaving the page, so that nothing typed is lost where the connection drops. What is kept
// stays in this tab, for this user, until it is saved. Its token saves once, however often it is sent. Buttons that ask
// for more of the form go the same way: what was kept of it earlier would else come back over what they bring.
const forms = "form[data-kept-for]";
const longest = 20_000; // milliseconds that an answer may take

const keyOf = (form) => `kept:${form.dataset.keptFor}:${new URL(form.action).pathname}`;
const stepOf = (button) => (button?.name === "step" && button.value) || "save";
const openToggles = () =>
  [...document.querySelectorAll("main details[open] > summary")].map((summary) => summary.textContent.trim());

function tell(form, what) {
  for (const each of form.querySelectorAll("[data-told]")) each.hidden = each.dataset.told !== what;
}

function keep(form, pairs) {
  try {
    const kept = pairs.filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
    sessionStorage.setItem(keyOf(form), JSON.stringify(kept));
  } catch {
    // Full, or forbidden: what was typed still stands in the form.
  }
}

function isKept(key) {
  try {
    return key in sessionStorage;
  } catch {
    return false;
  }
}

async function send(form, pairs) {
  return fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(pairs),
    headers: { "X-Olievlek-Script": "1" },
    signal: AbortSignal.timeout(longest),
  });
}

// Leaves open what was open, and brings the focus to what was asked for (the part of the page that the button names).
function open(main, toggles, part) {
  for (const summary of main.querySelectorAll("details > summary")) {
    if (toggles.includes(summary.textContent.trim())) summary.parentElement.open = true;
  }
  const there = part && main.querySelector(part);
  const inIt = "input:not([type=hidden]), select, textarea";
  (main.querySelector("[autofocus]") || (there && (there.matches(inIt) ? there : there.querySelector(inIt))) || main).focus();
}

async function show(form, answer, key, part = "") {
  if (answer.status === 204) {
    sessionStorage.removeItem(key);
    location.assign(answer.headers.get("Location"));
    return;
  }
  if (answer.redirected) {
    location.assign(answer.url); // signed out meanwhile: what was typed waits until one is back
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (answer.status >= 500 || !main) {
    tell(form, "failed");
    return;
  }
  const toggles = openToggles();
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  open(main, toggles, part);
  return main.querySelector(forms);
}

async function save(form, pairs, step, part) {
  const save = form.querySelector(".log__save > button");
  const key = keyOf(form);
  const keptBefore = isKept(key);
  form.dataset.sending = "";
  save?.setAttribute("aria-busy", "true");
  keep(form, pairs);
  try {
    const shown = await show(form, await send(form, pairs), key, part);
    // Who only asked for more of the form tried to save nothing yet, so nothing comes back later.
    if (shown && !["save", "enter"].includes(step) && !keptBefore) sessionStorage.removeItem(key);
  } catch {
    tell(form, "cut");
  }
  save?.removeAttribute("aria-busy");
  delete form.dataset.sending;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(forms)) return;
  event.preventDefault();
  if ("sending" in form.dataset) return;
  const button = event.submitter;
  const pairs = [...new FormData(form)].filter(([name]) => name !== "step");
  const asks = (button?.value === "enter" && document.activeElement.closest(".log__find")?.querySelector("button")) || button;
  const part = asks?.hasAttribute("formaction") ? new URL(asks.formAction).hash : "";
  const step = stepOf(button);
  save(form, [...pairs, ["step", step]], step, part);
});

window.addEventListener("online", () => {
  const form = document.querySelector(forms);
  if (form?.querySelector("[data-told=cut]:not([hidden])")) tell(form, "back");
});

document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-throws-away]")) return;
  sessionStorage.removeItem(keyOf(event.target.form));
  location.reload();
});

// What was kept and never seen to be saved comes back, by the server, which knows how such a form looks; or it turns
// out to be saved after all.
async function bringBack(form) {
  const kept = sessionStorage.getItem(keyOf(form));
  if (!kept) return;
  const pairs = JSON.parse(kept).filter(([name]) => name !== "step");
  const csrf = form.querySelector("[name=csrf_token]").value;
  const shown = await show(form, await send(form, [...pairs, ["csrf_token", csrf], ["step", "kept"]]), keyOf(form));
  if (shown) tell(shown, "kept");
}

const first = document.querySelector(forms);
if (first) bringBack(first).catch(() => tell(first, "cut"));
