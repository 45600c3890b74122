import assert from "node:assert/strict";
import { test } from "node:test";
import { inLanguage, overlaid, spokenIn, type StoredInLanguages } from "../src/languages";

const figures = [1, 2, 3];
const content = { a: [{ name: "Jobs", b: figures }, { name: "People", b: figures }], words: ["x"] };

test("texts change, figures are shared and the original stays", () => {
  const other = overlaid(content, [
    [["a", 0, "name"], "職位"],
    [["a", 1, "name"], "人口"],
    [["words"], ["甲", "乙"]],
  ]);
  assert.deepEqual(
    other.a.map((one) => one.name),
    ["職位", "人口"],
  );
  assert.deepEqual(other.words, ["甲", "乙"]);
  assert.equal(other.a[0]?.b, figures);
  assert.equal(content.a[0]?.name, "Jobs");
});

test("a language the file does not have is shown as it is stored", () => {
  const stored = { region: { about: { name: "A" } }, scenario: {}, lang: "en" } as unknown as StoredInLanguages;
  assert.equal(inLanguage(stored, "zh-Hans").region, stored.region);
  const both = { ...stored, languages: { "zh-Hans": [[["region", "about", "name"], "甲"]] } } as StoredInLanguages;
  assert.equal(inLanguage(both, "zh-Hans").region.about.name, "甲");
  assert.equal(inLanguage(both, "en").region.about.name, "A");
});

test("a text nobody has translated is marked as English", () => {
  assert.equal(spokenIn("分鐘", "zh-Hant"), "zh-Hant");
  assert.equal(spokenIn("minutes to clear Lo Wu", "zh-Hant"), "en");
  assert.equal(spokenIn("minutes to clear Lo Wu", "en"), "en");
});
