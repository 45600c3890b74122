import assert from "node:assert/strict";
import { test } from "node:test";
import { spread } from "../src/views/money/pareto";
import { firstTie, isInPoints, missed, pointsOver, ranking, unitWorth, type Weighed } from "../src/views/money/points";
import { inProgrammeFirst } from "../src/views/money/rank";
import { candidateName, isKept, type ProgrammeResult, type ValueResult, type ValueRow } from "../src/views/money/result";
import { overrunWords, sentence } from "../src/views/money/sentence";
import type { Lang } from "../src/types";
import { yearRows } from "../src/views/money/years";
import { wordsOf } from "../src/words";

const goal = (figure: string, today: number, target: number, value: number, valueA: number, weight = 1): Weighed => ({
  figure,
  indicator: figure.split("@")[0] ?? "",
  scope: figure.split("@")[1] ?? "",
  name: figure,
  place: "north",
  today,
  target,
  value,
  valueA,
  weight,
});
/** One goal that should rise by 100, one that should fall by 10. */
const GOALS = [goal("jobs@north", 0, 100, 60, 20), goal("minutes@north", 50, 40, 45, 50)];

const row = (measure: string, figure: string, gain: number, cost: number, more: Partial<ValueRow> = {}): ValueRow => ({
  measure,
  name: measure,
  goal: figure,
  gain,
  cost,
  gain_per_billion: gain / (cost / 1e9),
  left_out: null,
  whole: true,
  ...more,
});

test("a point is a hundredth of the way to a target, falling goals count when they fall", () => {
  assert.equal(unitWorth(GOALS[0] as Weighed, GOALS), 0.5);
  assert.equal(unitWorth(GOALS[1] as Weighed, GOALS), -5);
});

test("measures rank by points for a billion; free ones and figures that are no goal do not count", () => {
  const result: ValueResult = {
    plan: "p",
    year: 2046,
    values: [
      row("rail", "jobs@north", 40, 4e9),
      row("rail", "minutes@north", -2, 4e9),
      row("counters", "jobs@north", 20, 1e9),
      row("counters", "minutes@north", 0, 1e9),
      row("rail", "carbon@north", 999, 4e9),
      row("free", "jobs@north", 50, 0),
    ],
  };
  const found = ranking(result, GOALS, new Map([["rail", "Railway"]]));
  assert.deepEqual(
    found.map((one) => [one.name, one.points]),
    [
      ["counters", 10],
      ["Railway", (20 + 10) / 4],
    ],
  );
});

test("the interval goes from the slope to what is lost; a way that was not there is judged by the loss", () => {
  const value = (whole: boolean): ValueResult => ({
    plan: "p",
    year: 2046,
    values: [row("bridge", "jobs@north", 40, 1e9, { left_out: 30, whole })],
  });
  const one = [GOALS[0] as Weighed];
  const [seen] = ranking(value(true), one);
  const [opened] = ranking(value(false), one);
  assert.deepEqual([seen?.points, seen?.low, seen?.high], [40, 30, 40]);
  assert.equal(opened?.points, 30);
});

test("the first two tie when their intervals touch", () => {
  const ranked = (points: number, low: number, high: number) => ({
    measure: "m",
    name: "m",
    cost: 1e9,
    points,
    low,
    high,
    checked: true,
    whole: true,
  });
  assert.equal(firstTie([ranked(4, 3, 5), ranked(3, 2, 3.5)]), true);
  assert.equal(firstTie([ranked(4, 3.6, 5), ranked(3, 2, 3.5)]), false);
  assert.equal(firstTie([ranked(4, 3, 5)]), false);
});

const PROGRAMME: ProgrammeResult = {
  plan: "p",
  base: "p",
  chosen: [{ candidate: "north", delay: 0 }],
  exact: true,
  cost: 30,
  worth: 25,
  goals: [
    { goal: "jobs@north", without: 10, with: 60 },
    { goal: "minutes@north", without: 50, with: 50 },
  ],
  main_effects: [],
  front: [],
  budgets: [],
  robustness: null,
  runs: 4,
  candidates: [
    { id: "north", names: { en: "North", "zh-Hant": "北" }, measures: ["homes", "offices"] },
    { id: "rail", names: { en: "Rail" }, measures: ["rail"] },
  ],
  years: [2021, 2026],
  spending: [{ candidate: "north", by_year: [0, 10, 20, 0, 0, 0] }],
  scenario: "p~rail:2047",
};

test("a programme's worth is in points only if it was weighted so", () => {
  assert.equal(isInPoints(PROGRAMME, GOALS), true);
  assert.equal(isInPoints({ ...PROGRAMME, worth: 50 }, GOALS), false);
  assert.equal(isInPoints(PROGRAMME, [{ ...(GOALS[0] as Weighed), weight: 3 }, GOALS[1] as Weighed]), false);
  assert.equal(isInPoints(PROGRAMME, GOALS.slice(0, 1)), false);
});

test("plans are counted over the programme's base, or over plan A without one", () => {
  assert.equal(pointsOver("b", PROGRAMME, GOALS), 0.5 * (60 - 10) + -5 * (45 - 50));
  assert.equal(pointsOver("b", null, GOALS), 0.5 * (60 - 20) + -5 * (45 - 50));
  assert.equal(pointsOver("a", null, GOALS), 0);
  assert.equal(pointsOver("b", { ...PROGRAMME, goals: [] }, GOALS), null);
});

test("what a choice keeps: its candidates' measures, and what is no candidate's", () => {
  assert.deepEqual(
    ["homes", "rail", "park"].map((measure) => isKept(PROGRAMME, measure)),
    [true, false, true],
  );
  assert.equal(candidateName(PROGRAMME, "north", "zh-Hant"), "北");
  assert.equal(candidateName(PROGRAMME, "north", "zh-Hans"), "North");
  assert.equal(candidateName(PROGRAMME, "unknown", "en"), "unknown");
});

test("goals the choice misses are named, rising and falling alike", () => {
  assert.deepEqual(
    missed(PROGRAMME, GOALS).map((one) => one.figure),
    ["jobs@north", "minutes@north"],
  );
});

test("what meeting all goals would take is said, or that nothing tried does", () => {
  const said = (overrun: ProgrammeResult["overrun"], lang: Lang = "en") =>
    overrunWords({ ...PROGRAMME, overrun }, wordsOf(lang).money, "HKD", lang);
  assert.equal(said(undefined), "");
  assert.equal(said(null), "");
  const found = { cost: 5e11, chosen: [], missed: [] };
  assert.match(said({ ...found, money: 2.2e10 }), /^ Smallest overrun found: HK\$\s22\sbn\.$/);
  assert.match(said({ ...found, money: 2.2e10 }, "zh-Hant"), /220 億/);
  assert.match(said({ ...found, money: null }), /whatever it costs/);
});

test("spending is cut to the years that have some, and adds up", () => {
  const { rows, years, totals } = yearRows(PROGRAMME, "en");
  assert.deepEqual(years, [2022, 2023]);
  assert.deepEqual(totals, [10, 20]);
  assert.equal(rows[0]?.total, 30);
  assert.deepEqual(yearRows({ ...PROGRAMME, spending: [] }, "en").rows, []);
});

test("the programme's measures come first, each part by points", () => {
  const ranked = { name: "", cost: 1, points: 1, low: 1, high: 1, checked: false, whole: true };
  const rows = ["a", "b", "c"].map((measure) => ({ ...ranked, measure }));
  assert.deepEqual(
    inProgrammeFirst(rows, new Set(["c", "b"])).map((one) => one.measure),
    ["b", "c", "a"],
  );
});

test("the sentence says more points at no higher cost, or what the programme costs", () => {
  const words = wordsOf("en").money;
  const said = (b: { cost: number; points: number } | null, programme = PROGRAMME, inPoints = true) =>
    sentence({ rows: [], programme, b, inPoints, money: "HKD", words, lang: "en" })
      .map((span) => span.text)
      .join("");
  assert.match(said({ cost: 30, points: 20 }), /Reordering plan B’s spending gains 5 goal points/);
  assert.match(said({ cost: 60, points: 20 }), /gains 5 goal points more than plan B/);
  assert.match(said({ cost: 20, points: 20 }), /The recommended programme costs HK\$.*gains 25 goal points/);
  assert.doesNotMatch(said(null, PROGRAMME, false), /goal points\./);
  assert.match(said(null, { ...PROGRAMME, chosen: [] }), /nothing is worth buying/);
});

test("the chart's axis always holds zero", () => {
  assert.ok(spread([3, 8])[0] === 0 && spread([3, 8])[1] > 8);
  assert.ok(spread([-4, 2])[0] < -4);
});
