import assert from "node:assert/strict";
import { test } from "node:test";
import { awardsOf, budgetOf, isExtrapolated, type FundAnswer } from "../src/views/fund/answer";
import { fundGraph, shareOf } from "../src/views/fund/graph";
import { dearest } from "../src/views/fund/rules";
import { sentence } from "../src/views/fund";
import { wordsOf } from "../src/words";

const ANSWER: FundAnswer = {
  scheme: "pot",
  name: "Pot",
  payers: [
    { id: "hk", name: "Hong Kong", side: "HK", budget: 60 },
    { id: "sz", name: "Shenzhen", side: "SZ", budget: 40 },
  ],
  receivers: [
    { id: "HK", name: "Hong Kong" },
    { id: "SZ", name: "Shenzhen" },
  ],
  flows: [
    { from: "hk", to: "HK", amount: 60 },
    { from: "sz", to: "HK", amount: 13 },
    { from: "sz", to: "SZ", amount: 27 },
  ],
  rules: [
    { rule: "approval", name: "Approval", on: true, cost: 12, how: "" },
    { rule: "team", name: "Team", on: false, cost: 99, how: "" },
    { rule: "limits", name: "Limits", on: true, cost: 0, how: "" },
  ],
  frontier: [],
  awards: [],
  net: [],
  value: 1000,
  gap: 0,
  extrapolated: [],
  sentence: "",
};

test("the graph conserves money and keeps every band's payer", () => {
  const graph = fundGraph(ANSWER, "Pot", 600, 250);
  const fund = graph.nodes.find((node) => node.kind === "fund");
  assert.equal(fund?.amount, 100);
  assert.deepEqual(
    graph.nodes.filter((node) => node.kind === "receiver").map((node) => [node.name, node.amount]),
    [
      ["Hong Kong", 73],
      ["Shenzhen", 27],
    ],
  );
  const out = graph.bands.filter((band) => band.receiver);
  assert.deepEqual(out.map((band) => [band.payer, band.receiver, band.side]).sort(), [
    ["hk", "HK", "HK"],
    ["sz", "HK", "SZ"],
    ["sz", "SZ", "SZ"],
  ]);
  assert.ok(graph.bands.every((band) => band.path && !band.path.includes("NaN")));
  assert.deepEqual(fundGraph({ ...ANSWER, flows: [] }, "Pot", 600, 250), { nodes: [], bands: [] });
});

test("shares of what a side pays and receives", () => {
  assert.deepEqual(shareOf(ANSWER, "SZ"), { pays: 0.4, receives: 0.27 });
});

test("the sentence names who gives more than it gets and the dearest rule in force", () => {
  const words = wordsOf("en").fund;
  const text = (answer: FundAnswer) =>
    sentence(answer, words, "en")
      .map((span) => span.text)
      .join("");
  assert.equal(dearest(ANSWER)?.rule, "approval", "a rule that is off costs nothing now");
  assert.equal(text(ANSWER), "Shenzhen pays 40 % of the fund and receives 27 %. The rule that costs most: Approval.");
  const even = { ...ANSWER, flows: [{ from: "hk", to: "HK", amount: 5 }], rules: [] };
  assert.equal(text(even), words.say_even);
});

test("budgets add up; what is extrapolated says so", () => {
  assert.equal(budgetOf(ANSWER), 100);
  assert.equal(isExtrapolated(ANSWER), false);
  assert.equal(isExtrapolated({ extrapolated: ["too large"] }), true);
});

test("rows that are no awards are left out", () => {
  const found = awardsOf({ awards: [{ proposal: "P1", value: 9, cost: 2, sides: ["HK"], paid_by: { hk: 2 } }, { note: "x" }] });
  assert.equal(found.length, 1);
  assert.deepEqual(found[0]?.paid_by, { hk: 2 });
});
