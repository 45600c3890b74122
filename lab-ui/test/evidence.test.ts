import assert from "node:assert/strict";
import { test } from "node:test";
import type { FitRow } from "../src/types";
import { withinRange } from "../src/views/evidence/assumptions";
import { kindOf, matching, medianMiss, ordered, placeOf } from "../src/views/evidence/ratio";

const row = (fitted: boolean, ratio: number | null): FitRow => ({
  what: "w",
  place: "p",
  model: 1,
  data: 1,
  unit: "",
  fitted,
  grade: "derived",
  source: "",
  ratio,
});

test("the axis is logarithmic around one and holds what lies beyond its ends", () => {
  assert.equal(placeOf(1), 50);
  assert.equal(placeOf(4), 100);
  assert.equal(placeOf(100), 100);
  assert.ok(Math.abs(placeOf(2) + placeOf(0.5) - 100) < 1e-9);
});

test("a fitted figure that is not reproduced is no proof of fit", () => {
  assert.equal(kindOf(row(true, 1.001)), "fitted");
  assert.equal(kindOf(row(true, 1.2)), "near");
  assert.equal(kindOf(row(false, 1)), "tested");
});

test("tests come first, the worst first; the median miss counts tests alone", () => {
  const rows = [row(true, 3), row(false, 1.1), row(false, 0.5), row(false, 1.02), row(false, null)];
  assert.deepEqual(
    ordered(rows).map((one) => one.ratio),
    [0.5, 1.1, 1.02, null, 3],
  );
  assert.ok(Math.abs((medianMiss(rows) ?? 0) - 0.1) < 1e-9);
  assert.equal(medianMiss([row(true, 2)]), null);
});

test("a search finds rows that hold every word, in any case", () => {
  const rows = ["Trips by rail", "rail fares", "Homes"];
  assert.deepEqual(
    matching(rows, (text) => [text], " RAIL trips "),
    ["Trips by rail"],
  );
  assert.equal(matching(rows, (text) => [text], "").length, 3);
});

test("a value stands between the ends of its range", () => {
  const assumed = { id: "", what: "", value: 3, low: 2, high: 6, unit: "", usedIn: "", why: "" };
  assert.equal(withinRange(assumed), 25);
  assert.equal(withinRange({ ...assumed, low: null }), null);
  assert.equal(withinRange({ ...assumed, high: 2 }), null);
});
