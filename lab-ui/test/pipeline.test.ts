import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pipeline } from "../src/types";
import { lanesOf, thickest } from "../src/views/innovation/lanes";
import { layout } from "../src/views/innovation/layout";
import { crossing, snapshot, takenUp, throughput, tightest, yearsWaiting } from "../src/views/innovation/pipeline";
import { narrowPoint, type EcosystemResult } from "../src/views/innovation/result";

/** Two sides, one year; side 1 passes 100 results, 60 of which are taken up, 10 of them across. */
const PIPELINE: Pipeline = {
  stages: ["research", "translate", "finance", "scale_up", "market"],
  years: [2046],
  results: [[100, 800]],
  products: [[9, 90]],
  taken: [[[60, 500], [40, 300], [20, 200], [10, 100]]],
  succeeded: [[[30, 250], [20, 150], [10, 100], [5, 50]]],
  failed: [[[30, 250], [20, 150], [10, 100], [5, 50]]],
  abandoned: [[[40, 300], [5, 50], [2, 20], [1, 10]]],
  entries: [[[0, 0], [25, 200], [0, 0], [0, 0]]],
  projects: [[[300, 2400], [90, 500], [30, 300], [5, 40]]],
  capacity: [[[60, 600], [45, 400], [12, 300], [20, 200]]],
  matched: [[[[50, 10], [20, 480]], [[40, 0], [0, 300]], [[20, 0], [0, 200]], [[10, 0], [0, 100]]]],
  crossing: {
    talent: { unit: "persons", values: [[[0, 7], [3, 0]]] },
    capital: { unit: "HKD a year", values: [[[0, 2], [1, 0]]] },
    information: { unit: "share", values: [[[0, 0.1], [0.5, 0]]] },
    technology: { unit: "projects a year", values: [[[0, 10], [20, 0]]] },
  },
};

const shot = () => {
  const found = snapshot(PIPELINE, 2046);
  assert.ok(found);
  return found;
};

test("a year the pipeline does not hold has no snapshot", () => {
  assert.equal(snapshot(PIPELINE, 2047), null);
  assert.equal(crossing(PIPELINE, "talent", 2047), null);
});

test("a stage's projects are counted on the side that takes them up", () => {
  const [one] = shot().lanes;
  assert.ok(one?.stages[0]);
  assert.deepEqual(one.stages[0].from, [50, 20]);
  assert.equal(takenUp(one.stages[0]), 70);
  assert.deepEqual(one.to[0], [50, 10]);
  assert.deepEqual(crossing(PIPELINE, "talent", 2046), { out: 7, back: 3 });
});

test("waiting time is the queue over what leaves it, and the tightest stage has least room for each that waits", () => {
  const [one] = shot().lanes;
  assert.ok(one);
  assert.equal(yearsWaiting(one, 0), 300 / (60 + 40));
  assert.equal(tightest(one), "translate");
  assert.equal(throughput(one), 5 / (100 + 25));
});

test("lanes share one scale, the wider side has the wider lane, and nothing leaves the room", () => {
  const lanes = lanesOf([shot()], 500);
  assert.equal(lanes.scales[0], lanes.scales[1]);
  assert.equal(lanes.boundaries.length, 1);
  const [one, other] = lanes.strips;
  assert.ok(one && other);
  assert.ok(other.depth > one.depth, "side 2 has more projects");
  assert.equal(one.edge, other.edge, "both hang on the boundary");
  assert.deepEqual([one.direction, other.direction], [1, -1]);
  assert.ok(Math.abs(one.depth + other.depth - 500) < 1e-9);
  for (const strip of lanes.strips) {
    const most = thickest(shot().lanes[strip.side]) * (lanes.scales[strip.side] ?? 0);
    assert.ok(most <= strip.depth);
  }
});

test("with scales of their own each side fills its lane", () => {
  const lanes = lanesOf([shot()], 500, { ownScales: true });
  assert.ok((lanes.scales[0] ?? 0) > (lanes.scales[1] ?? 0) * 5);
  assert.equal(lanes.strips[0]?.depth, lanes.strips[1]?.depth);
});

test("bars are as wide as their projects and bands as what moves; only what moves has a band", () => {
  const flow = layout(shot(), [], { length: 900, breadth: 500, upright: false }, 0, 800);
  const scale = flow.lanes.scales[0] ?? 0;
  const research = flow.bars.find((bar) => bar.kind === "stage" && bar.side === 1 && bar.stage === 0);
  assert.ok(research);
  assert.ok(Math.abs(research.height - 800 * scale) < 1e-9);
  const crossings = flow.bands.filter((band) => band.kind === "cross");
  assert.deepEqual(
    crossings.map((band) => [band.from, band.to, band.value]),
    [
      [0, 1, 10],
      [1, 0, 20],
    ],
  );
  assert.equal(flow.bands.filter((band) => band.kind === "enter").length, 2);
  assert.ok(flow.bands.every((band) => !band.path.includes("NaN")));
});

test("upright, the same flow runs downwards", () => {
  const lying = layout(shot(), [], { length: 900, breadth: 400, upright: false }, 0, 800);
  const standing = layout(shot(), [], { length: 900, breadth: 400, upright: true }, 0, 800);
  const at = (flow: typeof lying) => flow.bars.find((bar) => bar.kind === "stage" && bar.stage === 3 && bar.side === 0);
  assert.equal(at(standing)?.y, at(lying)?.x);
});

test("one side alone has one lane and no boundary", () => {
  const alone = shot();
  const lanes = lanesOf([{ ...alone, lanes: alone.lanes.slice(0, 1) }], 300);
  assert.deepEqual(lanes.boundaries, []);
  assert.equal(lanes.strips.length, 1);
});

const RESULT: EcosystemResult = {
  money: "HKD",
  flows: [],
  bottlenecks: [{ side: "HK", stage: "finance", gain_per_hkd: 0.01, by_stage: { finance: 0.01, market: 0.009 } }],
  placebo: [{ side: "HK", stage: "market", gain_per_hkd: 0.01, by_stage: { finance: 0.008, market: 0.01 } }],
  draws: { count: 0, failed: 0, share: {} },
  not_identified: [],
};

test("without draws the order of the stages is not tested", () => {
  const found = narrowPoint(RESULT, "HK");
  assert.equal(found?.tested, "nothing");
  assert.deepEqual(found?.rivals, ["finance"]);
  assert.equal(found?.placebo, "market");
  assert.equal(narrowPoint(RESULT, "nowhere"), null);
});

test("stages tie unless one is first in four fifths of the draws", () => {
  const drawn = (share: Record<string, number>) =>
    narrowPoint({ ...RESULT, draws: { count: 10, failed: 0, share: { HK: share } } }, "HK");
  assert.deepEqual(drawn({ finance: 0.4, market: 0.5, scale_up: 0.1 })?.rivals, ["market", "finance"]);
  assert.deepEqual(drawn({ finance: 0.8, market: 0.2 })?.rivals, ["finance"]);
  assert.deepEqual(drawn({ finance: 0.4, market: 0.3, scale_up: 0.3 })?.rivals.length, 3);
});
