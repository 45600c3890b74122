import { byId, html, onWidth } from "./draw.js";
import { flagRows } from "./labels.js";
import { announce, calm, change, data, listen, state, words, years } from "./state.js";

const STEP = 200,
  THUMB = 16,
  SAY_AFTER_CHANGE = 800;
let playing = 0;

function at(index, width) {
  return THUMB / 2 + (index / Math.max(1, years.length - 1)) * (width - THUMB);
}

function play(on) {
  clearInterval(playing);
  playing = 0;
  const button = byId("play");
  button.setAttribute("aria-pressed", String(on));
  button.setAttribute("aria-label", on ? words.pause : words.play);
  if (!on) return;
  if (state.year === years.length - 1) change({ year: 0 });
  playing = setInterval(
    () => {
      if (state.year >= years.length - 1) return play(false);
      change({ year: state.year + 1 });
    },
    calm.matches ? STEP * 4 : STEP,
  );
}

function drawFlags(width) {
  const flags = data.events.filter(
    (event) => event.flag && event.plans.includes("B") && event.year >= years[0],
  );
  const seen = new Set();
  const once = flags.filter(
    (event) => !seen.has(`${event.year}${event.title}`) && seen.add(`${event.year}${event.title}`),
  );
  const places = once.map((event) => ({ ...event, x: at(event.year - years[0], width) }));
  const holder = byId("flags");
  const drawn = flagRows(places, width, 2).flatMap((flag, index) => {
    const tick = html("i", {
      style: { left: `${places[index].x}px`, height: flag && flag.row === 1 ? "10px" : "20px" },
    });
    if (!flag) return [html("i", { style: { left: `${places[index].x}px`, height: "6px" } })];
    return [
      tick,
      html(
        "span",
        { "data-year": flag.year, style: { left: `${flag.left}px`, top: flag.row === 0 ? "0px" : "16px" } },
        flag.title,
      ),
    ];
  });
  holder.replaceChildren(...drawn);
}

function drawTicks(width) {
  const every = width < 500 ? 10 : 5;
  byId("ticks").replaceChildren(
    ...years
      .map((year, index) => [year, index])
      .filter(([, index]) => index % every === 0)
      .map(([year, index]) => html("span", { style: { left: `${at(index, width)}px` } }, String(year))),
  );
}

function eventsNow() {
  const year = years[state.year];
  const here = data.events.filter((event) => event.year === year);
  if (!here.length) return [words.none_this_year];
  const said = [...here]
    .sort((one, other) => other.flag - one.flag)
    .map(
      (event) =>
        `${event.text}${event.plans === "A" ? ` (${words.only_a})` : event.plans === "B" ? "" : ` (${words.both_plans})`}`,
    );
  return [html("b", {}, `${year}: `), said.join("; "), "."];
}

export function startTimeline() {
  const slider = byId("slider");
  slider.min = 0;
  slider.max = years.length - 1;
  slider.value = state.year;
  slider.addEventListener("input", () => {
    play(false);
    change({ year: Number(slider.value) });
  });
  byId("play").addEventListener("click", () => play(!playing));
  onWidth(slider, (width) => {
    drawFlags(width);
    drawTicks(width);
  });
  const show = () => {
    slider.value = state.year;
    slider.setAttribute("aria-valuetext", String(years[state.year]));
    byId("year").textContent = years[state.year];
    byId("now").replaceChildren(...eventsNow());
    byId("now").title = byId("now").textContent;
    for (const span of byId("flags").querySelectorAll("span"))
      span.classList.toggle("now", Number(span.dataset.year) === years[state.year]);
  };
  listen((changed) => {
    if (!changed.includes("year")) return;
    show();
    if (!playing) announce(byId("now").textContent, SAY_AFTER_CHANGE);
  });
  show();
}
