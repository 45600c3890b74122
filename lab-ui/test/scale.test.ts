import assert from "node:assert/strict";
import { test } from "node:test";
import {
  classOf,
  deltaColour,
  differenceOf,
  fillOf,
  niceTicks,
  symmetric,
  tideClass,
  tideColour,
} from "../src/scale";
import type { Layer } from "../src/types";

const LAYER: Layer = {
  id: "x", name: "X", unit: "jobs", group: "Density", kind: "fill", note: "", signed: false,
  limits: [1, 2, 5], differenceLimits: [1, 2, 5, 10], b: [], a: null,
}; // prettier-ignore

test("a limit belongs to the class above it", () => {
  assert.deepEqual(
    [0, 1, 1.9, 2, 5, 99].map((value) => classOf(value, [1, 2, 5])),
    [0, 1, 1, 2, 3, 3],
  );
});

test("classes spread over the whole scale", () => {
  assert.equal(deltaColour(0, 4), "var(--d0)");
  assert.equal(deltaColour(3, 4), "var(--d6)");
});

test("differences are symmetric around zero, and small ones are neutral", () => {
  const limits = [1, 2, 5, 10];
  assert.equal(tideColour(tideClass(0.5, limits), limits), "var(--t4)");
  assert.equal(tideColour(tideClass(-0.5, limits), limits), "var(--t4)");
  assert.equal(tideColour(tideClass(-99, limits), limits), "var(--t0)");
  assert.equal(tideColour(tideClass(99, limits), limits), "var(--t8)");
  assert.deepEqual(symmetric([1, 2]), [-2, -1, 1, 2]);
});

test("fewer limits still reach both ends of the scale", () => {
  assert.equal(tideColour(tideClass(-9, [1, 2]), [1, 2]), "var(--t0)");
  assert.equal(tideColour(tideClass(9, [1, 2]), [1, 2]), "var(--t8)");
});

test("no data is dotted, never zero", () => {
  assert.equal(fillOf(null, LAYER, false), "url(#nodata)");
  assert.equal(differenceOf(3, null), null);
  assert.equal(fillOf(0, LAYER, false), "var(--d0)");
});

test("ticks are round, inside, and no more than asked", () => {
  assert.deepEqual(niceTicks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.ok(niceTicks(16.2, 28.4, 6).every((tick) => tick >= 16.2 && tick <= 28.4));
});
