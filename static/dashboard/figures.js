// Draws the figures once they are scrolled near; until then, and without this script, their tables tell the same.
const own = document.currentScript;
const places = [...document.querySelectorAll("[data-figure]")];
const tableOf = (place) => place.closest("figure").querySelector("details");
let plotly;

function load() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = own.dataset.plotly;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return plotly;
}

function read(place) {
  return JSON.parse(document.getElementById(place.dataset.figure).textContent);
}

// On a phone the names beside the bars may not take more than a third of the width.
function fitted(layout, width) {
  const names = layout.yaxis.ticktext;
  if (width >= 560 || !names) return layout;
  const most = Math.floor(width / 3 / 7);
  const short = names.map((name) => (name.length > most ? `${name.slice(0, most - 1)}…` : name));
  return { ...layout, yaxis: { ...layout.yaxis, ticktext: short } };
}

async function draw(place) {
  const { data, layout, config } = read(place);
  try {
    await (await load()).newPlot(place, data, fitted(layout, place.clientWidth), config);
    place.dataset.drawn = "yes";
  } catch {
    place.hidden = true;
    tableOf(place).open = true;
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "600px" },
);

for (const place of places) {
  place.style.minBlockSize = `${read(place).layout.height}px`;
  place.hidden = false;
  tableOf(place).open = false;
  near.observe(place);
}

// Paper does not scroll: what was not drawn yet is printed as its table.
window.addEventListener("beforeprint", () => {
  for (const place of places.filter((each) => !each.dataset.drawn)) {
    place.hidden = true;
    tableOf(place).open = true;
  }
});
