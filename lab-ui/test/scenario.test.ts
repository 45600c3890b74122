import assert from "node:assert/strict";
import { test } from "node:test";
import { formatScenario, parseScenario, withLever } from "../src/scenario";

test("a scenario is a plan and its changed levers", () => {
  const found = parseScenario("northern-metropolis~clear:20,nl:2032,land.st:130,spend:either");
  assert.equal(found.plan, "northern-metropolis");
  assert.deepEqual(found.changes, { clear: 20, nl: 2032, "land.st": 130, spend: "either" });
  assert.deepEqual(found.bad, []);
  assert.equal(formatScenario(found), "northern-metropolis~clear:20,nl:2032,land.st:130,spend:either");
});

test("pairs without lever or value are named, the others kept", () => {
  const found = parseScenario("p~clear:20,nl:,:3,x");
  assert.deepEqual(found.changes, { clear: 20 });
  assert.deepEqual(found.bad, ["nl:", ":3", "x"]);
});

test("a lever back at the plan's own value leaves the text", () => {
  const own = { clear: 38, nl: 2034 };
  const moved = withLever("p", "clear", 20, own);
  assert.equal(moved, "p~clear:20");
  assert.equal(withLever(moved, "nl", 2032, own), "p~clear:20,nl:2032");
  assert.equal(withLever(moved, "clear", 38, own), "p");
});
