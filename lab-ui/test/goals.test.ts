import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axisOf,
  bandAt,
  goalViews,
  TARGET_AT,
  TODAY_AT,
  verdictOf,
  verdictOfA,
  verdictYear,
} from "../src/goals";
import type { BandsResult, LightScenario } from "../src/types";
import { verdictWords } from "../src/verdict-words";
import { planSentence } from "../src/views/plan/sentence";
import { goal, row } from "./goal-rows";

const near = (value: number | undefined, wanted: number) =>
  assert.ok(Math.abs((value ?? NaN) - wanted) < 1e-9, `${value}`);

test("today and the target stand on the same places for every goal", () => {
  for (const one of [row({ first: 10, target: 20 }), row({ first: 0.9, target: 0.3, better: "lower" })]) {
    const axis = axisOf(one);
    near(axis.place(one.first)?.at, TODAY_AT);
    near(axis.place(one.target)?.at, TARGET_AT);
  }
});

test("goals where less is better are flipped: less is further right", () => {
  const axis = axisOf(row({ first: 0.9, target: 0.3, better: "lower" }));
  assert.ok((axis.place(0.2)?.at ?? 0) > TARGET_AT);
});

test("what lies beyond the axis is held at its end and marked", () => {
  const axis = axisOf(row({ first: 0, target: 10 }));
  assert.deepEqual(axis.place(1000), { at: 1, beyond: true });
  assert.deepEqual(axis.place(-1000), { at: 0, beyond: true });
  assert.equal(axis.place(null), null);
});

test("a goal that today already meets still has an axis", () => {
  const axis = axisOf(row({ first: 20, target: 10 }));
  assert.ok((axis.place(20)?.at ?? 0) > TARGET_AT);
  assert.ok((axis.place(5)?.at ?? 1) < TARGET_AT);
});

test("without a target nothing stands on the target line, in either direction", () => {
  const one = row({ meets: "", target: null, first: 10, b: [10, 14], a: [10, 4] });
  const axis = axisOf(one);
  assert.equal(axis.judged, false);
  near(axis.place(10)?.at, TODAY_AT);
  assert.ok((axis.place(14)?.at ?? 1) < TARGET_AT - 0.05);
  assert.equal(axis.place(4)?.beyond, false);
});

test("a chance decides: 80 in 100 meets, 20 misses, between is too close", () => {
  const band = (chance: number) => ({ low: 0, high: 1, chance, draws: 100 });
  assert.equal(verdictOf("misses", band(0.8)), "meets");
  assert.equal(verdictOf("meets", band(0.2)), "misses");
  assert.equal(verdictOf("meets", band(0.5)), "close");
  assert.equal(verdictOf("meets", null), "meets");
  assert.equal(verdictOf("none", band(0.9)), "none");
});

test("the verdict is about the target's year, or the last year of the run", () => {
  assert.equal(verdictYear(row({ target_year: 2041 }), [2021, 2046]), 2041);
  assert.equal(verdictYear(row({ target_year: 2060 }), [2021, 2046]), 2046);
  assert.equal(verdictYear(row({ target_year: null }), [2021, 2046]), 2046);
});

test("verdicts say the distance in the goal's own unit, and the year where another one is shown", () => {
  const missed = goal({ verdict: "misses", margin: -0.09, year: 2041 }, { unit: "index", target: 0.75 });
  assert.equal(verdictWords(missed, "en", 2041, false), "misses by 0.09");
  assert.equal(verdictWords(missed, "en", 2046, false), "misses by 0.09 in 2041");
  const share = goal({ verdict: "meets", margin: 0.014, year: 2046 }, { unit: "share", target: 0.22 });
  assert.equal(verdictWords(share, "en", 2046, false), "meets by 1.4\u202fpt");
  const late = goal(
    { verdict: "misses", margin: -9, year: 2040 },
    { line: { a: null, b: null, today: null, value_a: null, year: 2040, reached: 2042 } },
  );
  assert.equal(verdictWords(late, "en", 2040, false), "reached in 2042, 2 years late");
  assert.equal(verdictWords(late, "en", 2046, false), "reached in 2042, 2 years late");
  assert.equal(verdictWords(missed, "en", 2041, true), "misses by 0.09; checking");
});

test("plan A has a verdict of its own, none without its value", () => {
  const line = { a: null, b: null, today: null, value_a: 21, year: 2046, reached: null };
  assert.equal(verdictOfA(goal({ verdict: "meets" }, { target: 20, line })), "meets");
  assert.equal(verdictOfA(goal({ verdict: "meets" }, { target: 22, line })), "misses");
  assert.equal(verdictOfA(goal({ verdict: "meets" }, { target: 22 })), "none");
});

const COST = { a: null, b: 412e9, ceiling: 450e9, unit: "HKD" };

test("the sentence counts, prices and names", () => {
  const goals = [
    goal({ verdict: "meets" }, {}, "I&T jobs"),
    goal({ verdict: "misses", margin: -5 }, {}, "Jobs–housing balance"),
    goal({ verdict: "misses", margin: -9 }, {}, "Affordability"),
    goal({ verdict: "close" }, {}, "Sustainability"),
    goal({ verdict: "none" }, {}, "Liveability"),
  ];
  const said = planSentence(goals, COST, "en")
    .map((span) => span.text)
    .join("");
  assert.equal(
    said,
    "In 2046, plan B meets 1 of 4 goals within the cost ceiling. " +
      "It misses affordability and jobs–housing balance; sustainability is too close to call.",
  );
});

test("the sentence names three at most, and says when the ceiling is broken", () => {
  const goals = ["one", "two", "three", "four", "five"].map((name, index) =>
    goal({ verdict: "misses", margin: -1 - index }, {}, name),
  );
  const said = planSentence(goals, { ...COST, b: 460e9 }, "en")
    .map((span) => span.text)
    .join("");
  assert.match(
    said,
    /none of 5 goals and exceeds the cost ceiling by HK\$\u202f10 bn\. It misses five, four, three and 2 more\.$/,
  );
});

test("no judged goal, no sentence", () => {
  assert.deepEqual(planSentence([goal({ verdict: "none" })], COST, "en"), []);
});

test("while bands are checked the sentence and the row keep the verdict of the central run", () => {
  const rows = [row({ meets: "no" }), row({ meets: "yes" })];
  const goals = rows.map((_, index) => ({ ...goal().goal, row: index, verdict: "checking" as const }));
  const scenario = { goals, scorecard: rows, about: { years: [2021, 2046] } } as unknown as LightScenario;
  assert.deepEqual(
    goalViews(scenario, null).map((view) => view.verdict),
    ["misses", "meets"],
  );
});

test("bands of another year, of the change or without ends are not the goal's", () => {
  const band = {
    indicator: "jobs",
    scope: "north",
    year: 2046,
    low: 10,
    high: 20,
    chance: 0.9,
    of: "b" as const,
  };
  const bands = (rows: BandsResult["rows"]) => ({ draws: 64, found: 60, rows, layer: null });
  assert.equal(bandAt(bands([{ ...band, of: "change" }]), row(), 2046), null);
  assert.equal(bandAt(bands([{ ...band, low: null }]), row(), 2046), null);
  assert.equal(bandAt(bands([band]), row(), 2041), null);
  assert.deepEqual(bandAt(bands([band]), row(), 2046), { low: 10, high: 20, chance: 0.9, draws: 60 });
});
