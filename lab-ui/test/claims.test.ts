import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lever } from "../src/types";
import { wilson } from "../src/views/claims/interval";
import { tally, type Claim, type Flip } from "../src/views/claims/result";
import { comparedWith, futureName, switchPoint, turnsIf } from "../src/views/claims/say";
import { sentence } from "../src/views/claims";
import { wordsOf } from "../src/words";

const words = wordsOf("en").claims;
const FLIP: Flip = {
  assumption: "clear",
  condition: "below",
  value: 17.3,
  probability: 0.71,
  otherwise: 0.16,
  share_of_draws: 0.3,
};
const CLAIM: Claim = {
  id: "one",
  statement: "It holds.",
  kind: "raises",
  verdict: "depends",
  probability: 0.5,
  margin: 1,
  flips_if: [FLIP],
  counterfactual: "northern without crossing; baseline",
};

test("Wilson's interval holds the share, narrows with draws and stays on the axis", () => {
  const few = wilson(0.625, 8);
  const many = wilson(0.625, 800);
  assert.ok(few.low < 0.625 && few.high > 0.625);
  assert.ok(many.high - many.low < (few.high - few.low) / 5);
  assert.deepEqual(wilson(0.5, 0), { low: 0, high: 1 });
  assert.equal(wilson(1, 8).high, 1);
  // 8 of 10 at 95 %: 0.490 to 0.943 (Wilson 1927, as any table gives it)
  const known = wilson(0.8, 10, 1.96);
  assert.ok(Math.abs(known.low - 0.49) < 1e-3 && Math.abs(known.high - 0.943) < 1e-3);
});

test("futures are named by the region's plans", () => {
  const plans = [{ id: "northern", name: "Northern Metropolis", description: "", levers: {} }];
  assert.equal(futureName("northern without crossing", plans), "Northern Metropolis without crossing");
  assert.equal(comparedWith(CLAIM, plans, words), "Northern Metropolis without crossing; baseline");
  assert.equal(comparedWith({ ...CLAIM, counterfactual: "" }, plans, words), words.compared_nothing);
});

test("a flip says where the claim holds, or where it fails", () => {
  assert.match(turnsIf(CLAIM, words, "en")[0] ?? "", /^Holds if clear is below 17\.3 \(71 % .* 16 % elsewhere/);
  const fails = { ...CLAIM, flips_if: [{ ...FLIP, probability: 0.1, otherwise: 0.9 }] };
  assert.match(turnsIf(fails, words, "en")[0] ?? "", /^Fails if/);
});

test("the switch point is the lever's nearest step beyond the cut, and only for a lever that matches", () => {
  const lever = { id: "clear", kind: "range", low: 5, high: 40, step: 5 } as Lever;
  assert.equal(switchPoint(CLAIM, [lever])?.value, 15);
  const above = { ...CLAIM, flips_if: [{ ...FLIP, condition: "above" as const }] };
  assert.equal(switchPoint(above, [lever])?.value, 20);
  assert.equal(switchPoint(CLAIM, [{ ...lever, id: "other" }]), null);
  assert.equal(switchPoint(CLAIM, [{ ...lever, low: 18 }]), null);
});

test("the sentence counts every verdict and leaves out what there is none of", () => {
  const claims: Claim[] = [
    { ...CLAIM, verdict: "supported" },
    { ...CLAIM, verdict: "supported" },
    { ...CLAIM, verdict: "depends" },
  ];
  assert.deepEqual(tally(claims), { supported: 2, depends: 1, "not supported": 0 });
  const text = sentence(claims, words, "en")[0]?.text;
  assert.equal(text, "Of 3 claims, 2 are supported and 1 depends on what is not known.");
});
