import assert from "node:assert/strict";
import { test } from "node:test";
import { flagEvents } from "../src/events";
import { boundsOf, fitted } from "../src/map/camera";
import { neighbour } from "../src/map/neighbour";
import { density } from "../src/parts/density";
import { centreOf, sectionView, spread } from "../src/section";
import type { Part, PlanEvent, Zone } from "../src/types";
import { layoutSteps } from "../src/views/compare/steps-layout";
import { merged } from "../src/engine";
import type { Scenario } from "../src/types";

function event(parts: Partial<PlanEvent>): PlanEvent {
  return {
    year: 2034,
    measure: "nl",
    text: "opens",
    plans: "B",
    kind: "rail_line",
    flag: true,
    title: "Northern Link",
    grade: "plan",
    ...parts,
  };
}

test("a date that moved between A and B is one flag with both years", () => {
  const flags = flagEvents([
    event({ year: 2034, plans: "A" }),
    event({ year: 2032 }),
    event({ measure: "x", title: "Other", plans: "AB" }),
  ]);
  assert.deepEqual(
    flags.map((flag) => [flag.title, flag.year, flag.yearInA]),
    [
      ["Northern Link", 2032, 2034],
      ["Other", 2034, null],
    ],
  );
});

test("what only A has, and what is no opening, flies no flag", () => {
  assert.deepEqual(flagEvents([event({ plans: "A" }), event({ flag: false })]), []);
});

test("bounds follow relative steps over every ring", () => {
  assert.deepEqual(boundsOf(["M10 10l5 0 0 5z", "M-4 2l1 1z"]), { x: -4, y: 2, width: 19, height: 13 });
  assert.deepEqual(fitted({ x: 0, y: 0, width: 100, height: 100 }, 200, 100), {
    cx: 50,
    cy: 50,
    across: 200,
  });
});

function zone(parts: Partial<Zone>): Zone {
  return {
    id: "",
    name: "",
    side: "HK",
    part: "n",
    x: 0,
    y: 0,
    latitude: 0,
    weight: 1,
    approximate: false,
    path: "",
    ...parts,
  };
}

const ZONES = [
  zone({ x: 0, y: 0 }),
  zone({ x: 10, y: 1 }),
  zone({ x: 0, y: 20, part: "s" }),
  zone({ x: 99, y: 99, side: "SZ" }),
];

test("arrow keys go to the nearest zone that way and stay where there is none", () => {
  assert.equal(neighbour(ZONES, 0, 1, 0), 1);
  assert.equal(neighbour(ZONES, 0, 0, 1), 2);
  assert.equal(neighbour(ZONES, 0, -1, 0), 0);
});

test("the centre of jobs is weighted, of one side only, and nothing without jobs", () => {
  assert.equal(centreOf([1, 0, 3, 1000], ZONES, "HK"), 15);
  assert.equal(centreOf([0, 0, 0, 5], ZONES, "HK"), null);
});

test("bands add up jobs by part; the scale is that of the largest year", () => {
  const data = {
    b: [
      [1, 2, 4, 8],
      [10, 20, 40, 80],
    ],
    workers: [
      [0, 0, 0, 0],
      [1, 1, 1, 1],
    ],
    a: null,
  };
  const parts = [{ id: "n" }, { id: "s" }] as Part[];
  const view = sectionView(data, ZONES, parts, [0, 0, 1, -1], 2, 0);
  assert.deepEqual(
    view.bands.map((band) => band.parts),
    [
      [3, 0],
      [0, 4],
    ],
  );
  assert.equal(view.most, 40);
});

test("labels are moved apart in their order", () => {
  assert.deepEqual(spread([10, 12, 40], 20), [10, 30, 50]);
  assert.deepEqual(spread([40, 10, 12], 20), [50, 10, 30]);
});

test("contribution steps start where the one before ended and end at B", () => {
  const { bars, low, high } = layoutSteps(
    {
      from: 19.3,
      to: 23.4,
      unit: "%",
      steps: [
        { name: "a", change: 3 },
        { name: "b", change: 1.3 },
      ],
      together: -0.2,
    },
    "together",
    22,
  ) ?? { bars: [], low: NaN, high: NaN };
  assert.deepEqual(
    bars.map((bar) => [bar.name, bar.from.toFixed(1), bar.to.toFixed(1)]),
    [
      ["a", "19.3", "22.3"],
      ["b", "22.3", "23.6"],
      ["together", "23.6", "23.4"],
    ],
  );
  assert.equal(low, 19.3);
  assert.ok(high > 23.5);
});

test("a part that cannot stand alone leaves its work to the rest", () => {
  const steps = {
    from: 1,
    to: 3,
    unit: "",
    steps: [
      { name: "crossing", change: null },
      { name: "rail", change: 0.5 },
    ],
    together: 1.5,
  };
  const layout = layoutSteps(steps, "together", null);
  assert.deepEqual(
    layout?.bars.map((bar) => [bar.name, bar.to]),
    [
      ["rail", 1.5],
      ["together", 3],
    ],
  );
  assert.equal(layoutSteps({ ...steps, from: null }, "together", null), null);
});

test("a density holds one in all and peaks where the draws are", () => {
  const curve = density([10, 11, 12, 11, 10, 12, 11], 0, 22);
  const area = curve.reduce((sum, point) => sum + (point.y * 22) / (curve.length - 1), 0);
  assert.ok(Math.abs(area - 1) < 0.02, String(area));
  const peak = curve.reduce((best, point) => (point.y > best.y ? point : best));
  assert.ok(Math.abs(peak.x - 11) < 1);
});

test("a light answer replaces its layer and keeps the map", () => {
  const before = {
    map: { width: 1 },
    layers: [
      { id: "x", b: [[1]] },
      { id: "y", b: [[2]] },
    ],
    seconds: 1,
  } as unknown as Scenario;
  const light = { layers: [{ id: "y", b: [[9]] }], seconds: 2 } as unknown as Scenario;
  const after = merged(before, light);
  assert.equal(after?.map.width, 1);
  assert.deepEqual(
    after?.layers.map((layer) => layer.b[0]?.[0]),
    [1, 9],
  );
  assert.equal(after?.seconds, 2);
  assert.equal(merged(null, light), null);
});
