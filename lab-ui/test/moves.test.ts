import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/history";
import { Latest } from "../src/latest";
import { changeCount, isTested, onScale, tested, valuesOf } from "../src/levers";
import { differences } from "../src/scenario";
import type { Lever, RegionInfo } from "../src/types";

const CLEAR: Lever = {
  id: "clear", group: "border", group_name: "Border", name: "Border clearance", unit: "minutes", kind: "range",
  low: 0, high: 60, step: 5, tested_low: 5, tested_high: 40, grade: "assumed", note: "",
}; // prettier-ignore

test("a drag is undone as one step, a second drag as another", () => {
  const history = new History();
  history.note("p", "clear");
  history.note("p~clear:30", "clear");
  history.close();
  history.note("p~clear:20", "clear");
  assert.equal(history.undo("p~clear:10"), "p~clear:20");
  assert.equal(history.undo("p~clear:20"), "p");
  assert.equal(history.undo("p"), null);
  assert.equal(history.redo("p"), "p~clear:20");
  assert.equal(history.redo("p~clear:20"), "p~clear:10");
  assert.equal(history.redo("p~clear:10"), null);
});

test("a new move forgets what was undone", () => {
  const history = new History();
  history.note("p", "clear");
  history.undo("p~clear:10");
  history.note("p", "nl");
  assert.equal(history.redo("p~nl:2030"), null);
});

test("values step from the low end and stay on the scale", () => {
  assert.equal(onScale(CLEAR, 22), 20);
  assert.equal(onScale(CLEAR, 999), 60);
  assert.equal(onScale(CLEAR, -3), 0);
  assert.equal(tested(CLEAR, 55), 40);
  assert.equal(isTested(CLEAR, 41), false);
  assert.equal(isTested(CLEAR, 5), true);
});

test("a scenario's values are its plan's own, then its changes", () => {
  const info = {
    plans: [{ id: "p", name: "", description: "", levers: { clear: 38, nl: 2034 } }],
  } as unknown as RegionInfo;
  assert.deepEqual(valuesOf(info, "p~clear:20"), { clear: 20, nl: 2034 });
  assert.equal(changeCount("p~clear:20"), 1);
  assert.equal(changeCount("p"), 0);
});

test("two scenarios differ by named levers", () => {
  assert.deepEqual(differences("p~clear:20,nl:2032", "p~clear:6,nl:2032"), [
    { lever: "clear", from: 20, to: 6 },
  ]);
  assert.deepEqual(differences("p", "p~clear:6"), [{ lever: "clear", from: undefined, to: 6 }]);
});

interface Open {
  question: number;
  done: (value: number) => void;
  fail: (error: unknown) => void;
}

function rig(every = 0) {
  const open: Open[] = [];
  const told: number[] = [];
  const failed: number[] = [];
  const clock = { now: 0 };
  const latest = new Latest<number, number>(
    every,
    (question) => new Promise((done, fail) => open.push({ question, done, fail })),
    (question) => told.push(question),
    (question) => failed.push(question),
    () => clock.now,
  );
  return { latest, open, told, failed, clock };
}

const settle = () => new Promise((done) => setTimeout(done, 0));

test("while one question is open, only the newest waits", async () => {
  const { latest, open, told } = rig();
  latest.ask(1);
  latest.ask(2);
  latest.ask(3);
  assert.deepEqual(
    open.map((one) => one.question),
    [1],
  );
  open[0]?.done(0);
  await settle();
  assert.deepEqual(
    open.map((one) => one.question),
    [1, 3],
  );
  open[1]?.done(0);
  await settle();
  assert.deepEqual(told, [1, 3]);
  assert.equal(latest.busy, false);
});

test("questions keep their distance in time", async () => {
  const { latest, open, clock } = rig(20);
  latest.ask(1);
  open[0]?.done(0);
  await settle();
  clock.now = 5;
  latest.ask(2);
  assert.equal(open.length, 1);
  clock.now = 30;
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(open.length, 2);
});

test("what was dropped is never told, and failures do not stop what waits", async () => {
  const { latest, open, told, failed } = rig();
  latest.ask(1);
  latest.drop();
  open[0]?.done(0);
  await settle();
  assert.deepEqual(told, []);
  latest.ask(2);
  latest.ask(3);
  open[1]?.fail(new Error("no"));
  await settle();
  assert.deepEqual(failed, [2]);
  open[2]?.done(0);
  await settle();
  assert.deepEqual(told, [3]);
});
