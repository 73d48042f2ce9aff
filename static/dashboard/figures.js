// Draws the figures once they are scrolled near; until then, and without this script, their tables tell the same.
// What comes into the page later tells so itself, by an event “figures”.
const own = document.currentScript;
const placesIn = (part) => [...part.querySelectorAll("[data-figure]")];
const tableOf = (place) => place.closest("figure").querySelector(".figure__table");
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

const LEGEND_LINE = 22;

// On a phone: room for a legend of one name a line, shorter names beside the bars and above the cells, no name along
// the upright axis, and every so many months.
function fitted({ data, layout }, width) {
  if (width >= 560) return layout;
  const letters = Math.floor(width / 3 / 7);
  const short = (name) => (name.length > letters ? `${name.slice(0, letters - 1)}…` : name);
  const { title: _, ticktext, ...yaxis } = layout.yaxis;
  const { tickvals, ticktext: above, ...xaxis } = layout.xaxis;
  const every = tickvals && Math.ceil(tickvals.length / 3);
  const narrow = above?.length * (LEGEND_LINE / 2) > width / 2; // names on their side would lie over each other
  const named = { tickvals, ticktext: above?.map(short), ...(narrow && { showticklabels: false }) };
  const spread = tickvals?.filter((_month, place) => (tickvals.length - 1 - place) % every === 0);
  return {
    ...layout,
    height: layout.height + LEGEND_LINE * data.length,
    margin: { ...layout.margin, l: 48 },
    xaxis: { ...xaxis, ...(above ? named : tickvals ? { tickvals: spread, tickangle: 0 } : { nticks: 4 }) },
    yaxis: { ...yaxis, ...(ticktext && { ticktext: ticktext.map(short) }) },
  };
}

async function draw(place) {
  const figure = read(place);
  try {
    const { newPlot } = await load();
    await newPlot(place, figure.data, fitted(figure, place.clientWidth), figure.config);
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

function watch(part) {
  for (const place of placesIn(part)) {
    place.hidden = false;
    place.style.minBlockSize = `${fitted(read(place), place.clientWidth).height}px`;
    tableOf(place).open = false;
    near.observe(place);
  }
}

watch(document);
document.addEventListener("figures", (event) => watch(event.target));

// Paper does not scroll: what was not drawn yet is printed as its table.
window.addEventListener("beforeprint", () => {
  for (const place of placesIn(document).filter((each) => !each.dataset.drawn)) {
    place.hidden = true;
    tableOf(place).open = true;
  }
});
