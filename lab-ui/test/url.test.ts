import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../src/url";

const LONG =
  "#v=1&region=hong-kong-shenzhen&view=plan&A=baseline&B=northern-metropolis~clear:20,nl:2032,land.st:130" +
  "&year=2046&map=jobs.res&focus=nm&why=ns&lang=zh-Hant&theme=dark&model=0.9.2";

test("an address reads into its parts and writes back as it was", () => {
  const address = readAddress(LONG.replace("#", "#/"));
  assert.equal(address.b, "northern-metropolis~clear:20,nl:2032,land.st:130");
  assert.equal(address.year, 2046);
  assert.equal(address.lang, "zh-Hant");
  assert.equal(writeAddress(address), LONG);
});

test("unknown keys and values stay in the address and are reported", () => {
  const address = readAddress("#v=2&view=nowhere&year=soon&colour=red&view=money");
  assert.deepEqual(address.unknown, [
    ["v", "2"],
    ["view", "nowhere"],
    ["year", "soon"],
    ["colour", "red"],
  ]);
  assert.equal(address.view, "money");
  assert.ok(writeAddress(address).endsWith("&v=2&view=nowhere&year=soon&colour=red"));
});

test("words that objects carry are no keys of the address", () => {
  assert.deepEqual(readAddress("#constructor=1").unknown, [["constructor", "1"]]);
});

test("names with spaces, ampersands and Chinese come back unchanged", () => {
  const name = "更快口岸 & earlier rail #2";
  assert.equal(readAddress(writeAddress({ bName: name, unknown: [] })).bName, name);
});
