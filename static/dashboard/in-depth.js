// Takes the figures in depth into the dashboard once they are scrolled near; without this script a link leads to them.
const gate = document.querySelector("[data-takes-in]");
const address = new URL(gate.querySelector("a").href);
address.searchParams.set("part", "figures");

async function takeIn() {
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector(gate.dataset.takesIn);
  if (!found) return;
  const focused = gate.contains(document.activeElement);
  gate.replaceWith(found);
  if (focused) found.querySelector("summary, a")?.focus();
  found.dispatchEvent(new Event("figures", { bubbles: true }));
}

const near = new IntersectionObserver(
  ([gateSeen]) => {
    if (!gateSeen.isIntersecting) return;
    near.disconnect();
    takeIn().catch(() => {}); // the link is still there
  },
  { rootMargin: "600px" },
);
near.observe(gate);
