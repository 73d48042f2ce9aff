// Replays the oil slick: fills its areas as they were in a month. All months come in one answer, when somebody first
// reaches for the slider; a step asks nothing and measures nothing, it sets what differs.
const panel = document.getElementById("slider");
const section = document.getElementById("slick");
const range = document.getElementById("slick-month");
const sentence = panel.querySelector(".slider__sentence");
const key = document.getElementById("slider-key");
const month = panel.querySelector("output");
const button = (name) => panel.querySelector(`[data-do=${name}]`);
const legendDay = document.getElementById("legend-day");
const legendNumbers = [...section.querySelectorAll(".legend__numbers")];
const narrow = matchMedia("(max-width: 60rem)");

// Less than three changes a second, so that nothing flashes.
const PACE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1500 : 350;
const REST = 300;

// Codes: a stage (0 to 4), not shown (5), not there yet (6); with 8 added, what was another department then.
const EARLIER = 8;
const kind = (code) => code & 7;
const FILLS = [..."01234", "hidden", "none"].flatMap((name, code) => [
  [code, `url(#stage-${name})`],
  [code + EARLIER, `url(#earlier-${name})`],
]);
const FILL = Object.fromEntries(FILLS);
const CODE = Object.fromEntries(FILLS.map(([code, fill]) => [fill, code]));
// How a name is written on a fill, for slick.css and slider.css.
const isDark = (code) => kind(code) === 3 || kind(code) === 4;
const isMarked = (code) => code >= EARLIER || kind(code) === 6;
const lookOf = (code) => `${isDark(code) ? "light" : ""} ${isMarked(code) ? "marked" : ""}`.trim();
// The slices of a division, from the furthest stage on.
const ORDER = [4, 3, 2, 1, 0, 5, 6].flatMap((code) => [code, code + EARLIER]);

const last = Number(range.max);
let shown = last;
let data;
let keys;
let ready;
let resting;
let playing;

// The code of every department (area after area, month after month) from its runs. The last one lasts to the end.
function unpacked({ stages, runs, staff, labels }) {
  const months = labels.length;
  const codes = new Uint8Array(staff.length * months);
  const read = {};
  stages.split(".").forEach((symbols, area) => {
    let at = area * months;
    for (const symbol of symbols.slice(0, -1)) {
      read[symbol] = (read[symbol] ?? -1) + 1;
      const end = at + runs[symbol].charCodeAt(read[symbol]) - 34;
      codes.fill(parseInt(symbol, 16), at, end);
      at = end;
    }
    codes.fill(parseInt(symbols.at(-1), 16), at, (area + 1) * months);
  });
  return codes;
}

function areasOf(name, { areas, boxes }) {
  const svg = section.querySelector(`.slick--${name}`);
  const links = [...svg.querySelector(".slick__areas").children];
  const found = links.map((link, place) => {
    const title = link.querySelector("title");
    const rects = [...link.querySelectorAll("rect")];
    return {
      link,
      title,
      href: link.getAttribute("href"),
      told: title.textContent,
      name: title.textContent.split(":\n")[0],
      rects: Object.fromEntries(rects.map((rect) => [CODE[rect.getAttribute("fill")], rect])),
      texts: [...link.querySelectorAll("text")],
      rect: rects[0],
      box: boxes[place],
      members: [],
      code: CODE[rects[0].getAttribute("fill")],
    };
  });
  areas.forEach((place, department) => found[place].members.push(department));
  if (found.some(({ members }) => !members.length)) throw new Error("the page is of another day than the months");
  return { svg, label: svg.getAttribute("aria-label"), areas: found };
}

async function load() {
  const answer = await fetch(panel.dataset.months);
  if (!answer.ok) throw new Error(answer.statusText);
  const told = await answer.json();
  if (told.labels.length !== last + 1) throw new Error("the page is of another day than the months");
  const sheets = Object.fromEntries(Object.entries(told.sheets).map(([name, sheet]) => [name, areasOf(name, sheet)]));
  data = { ...told, sheets, codes: unpacked(told) };
  keys = keysOf(data.codes);
  key.hidden = !keys.some(({ months }) => months.size);
}

// In which months each fill that the legend does not have is seen.
function keysOf(codes) {
  const found = [...key.children].map((mark) => ({ mark, months: new Set() }));
  const monthsOf = Object.fromEntries(found.map(({ mark, months }) => [mark.dataset.key, months]));
  codes.forEach((code, at) => {
    if (code >= EARLIER) monthsOf.earlier.add(at % (last + 1));
    if (kind(code) === 6) monthsOf.none.add(at % (last + 1));
  });
  return found;
}

// Fetches the months once; after a failure the next touch tries again.
function prepare() {
  ready ??= load().catch(() => {
    ready = undefined;
    pause();
    range.value = shown;
    sentence.textContent = sentence.dataset.failed;
  });
  return ready;
}

const codeOf = (department, at) => data.codes[department * (last + 1) + at];

function sharesOf(members, at) {
  const staff = new Float64Array(16);
  let all = 0;
  for (const each of members) {
    staff[codeOf(each, at)] += data.staff[each];
    all += data.staff[each];
  }
  return staff.map((part) => part / all);
}

function fill(area, at) {
  if (area.box) return divide(area, sharesOf(area.members, at));
  const code = codeOf(area.members[0], at);
  if (code === area.code) return;
  area.rect.setAttribute("fill", FILL[code]);
  const look = lookOf(code);
  if (look !== lookOf(area.code)) {
    for (const text of area.texts) text.setAttribute("class", look);
  }
  area.code = code;
}

// Slices along the longer side of the box, as the server cuts them.
function divide(area, shares) {
  const all = shares.join();
  if (all === area.shares) return;
  area.shares = all;
  const [x, y, width, height] = area.box;
  const [start, side, from, length] = width >= height ? ["x", "width", x, width] : ["y", "height", y, height];
  let before = 0;
  for (const code of ORDER) {
    const rect = area.rects[code] ?? (shares[code] ? sliceOf(area, code) : undefined);
    rect?.setAttribute(start, (from + before * length).toFixed(1));
    rect?.setAttribute(side, (shares[code] * length).toFixed(1));
    before += shares[code];
  }
}

function sliceOf(area, code) {
  const rect = area.rect.cloneNode();
  rect.setAttribute("fill", FILL[code]);
  area.link.append(rect);
  area.rects[code] = rect;
  return rect;
}

const isThen = () => shown !== last;
// A month is drawn on the sheet that is seen; the day itself on both, for paper has the wide one.
const sheets = () => (isThen() ? [data.sheets[narrow.matches ? "narrow" : "wide"]] : Object.values(data.sheets));
const worded = (template, values) => template.replace(/%\((\w+)\)s/g, (_all, key) => values[key]);

function show(at) {
  shown = at;
  for (const { svg, areas, label } of sheets()) {
    for (const area of areas) fill(area, at);
    svg.setAttribute("aria-label", isThen() ? worded(data.titles.slick, { month: data.labels[at] }) : label);
    svg.classList.toggle("slick--replayed", isThen());
  }
  range.value = at;
  range.setAttribute("aria-valuetext", data.labels[at]);
  month.textContent = data.labels[at];
  sentence.textContent = data.sentences[at];
  legendDay.textContent = data.when[at];
  legendNumbers.forEach((numbers, row) => (numbers.textContent = data.legend[at][row]));
  for (const { mark, months } of keys) mark.hidden = !months.has(at);
  section.classList.toggle("slick-section--replayed", isThen());
  button("back").hidden = !isThen();
  clearTimeout(resting);
  resting = setTimeout(rest, REST);
}

// What nobody reads while it moves: titles and links follow once the slider stands still.
function rest() {
  if (playing) return;
  for (const area of sheets().flatMap(({ areas }) => areas)) {
    const stays = !isThen() || area.box || kind(codeOf(area.members[0], shown)) === 6 || area.code >= EARLIER;
    area.title.textContent = isThen() ? titleOf(area) : area.told;
    area.link.setAttribute("href", stays ? area.href : onDay(area.href));
  }
  for (const numbers of legendNumbers) {
    const link = numbers.closest("li").querySelector("a");
    link.dataset.href ??= link.getAttribute("href");
    link.setAttribute("href", isThen() ? onDay(link.dataset.href) : link.dataset.href);
  }
}

function onDay(href) {
  const address = new URL(href, location.href);
  address.searchParams.set("on", data.days[shown]);
  return address.pathname + address.search + address.hash;
}

function titleOf(area) {
  const values = { name: area.name, month: data.labels[shown] };
  if (!area.box) {
    const template = area.code >= EARLIER ? data.titles.earlier : data.titles.area;
    return worded(template, { ...values, stage: data.names[kind(area.code)] });
  }
  const shares = sharesOf(area.members, shown);
  const parts = ORDER.filter((code) => shares[code]).map((code) => {
    const digits = { style: "percent", maximumFractionDigits: shares[code] < 0.01 ? 1 : 0 };
    return `${shares[code].toLocaleString(panel.dataset.language, digits)} ${data.names[kind(code)]}`;
  });
  return worded(data.titles.area, { ...values, stage: parts.join("; ") });
}

async function go(at) {
  const wanted = Math.max(0, Math.min(last, at));
  range.value = wanted;
  if (!data) {
    sentence.textContent = sentence.dataset.waiting;
    await prepare();
  }
  if (data) show(Number(range.value));
}

function turn(on) {
  playing = on ? setTimeout(next, PACE) : clearTimeout(playing);
  panel.querySelector("[data-while=paused]").hidden = on;
  panel.querySelector("[data-while=playing]").hidden = !on;
  // The sentence of every month would be too much to listen to; that of the month where it stops is told.
  sentence.setAttribute("aria-live", on ? "off" : "polite");
}

function next() {
  show(shown + 1);
  if (shown === last) return pause();
  playing = setTimeout(next, PACE);
}

async function play() {
  await go(shown === last ? 0 : shown);
  if (data) turn(true);
}

function pause() {
  if (!playing) return;
  turn(false);
  if (data) show(shown);
}

const ACTS = {
  play: () => (playing ? pause() : play()),
  previous: () => go(shown - 1),
  next: () => go(shown + 1),
  back: () => {
    range.focus();
    return go(last);
  },
};

panel.addEventListener("pointerenter", prepare, { once: true });
panel.addEventListener("focusin", prepare, { once: true });
panel.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (!name) return;
  if (name !== "play") pause();
  ACTS[name]();
});
range.addEventListener("input", () => {
  const at = Number(range.value);
  pause();
  go(at);
});
narrow.addEventListener("change", () => data && show(shown));
// On paper the slick is of the day that the page is about.
window.addEventListener("beforeprint", () => {
  pause();
  if (data) show(last);
});

panel.hidden = false;
