import assert from "node:assert/strict";
import { test } from "node:test";
import { flagRows, overlaps, placeLabels, shortName, textWidth, type Box } from "../src/labels";

function boxesOf(placed: ReturnType<typeof placeLabels>): Box[] {
  return placed.map(({ spot, dx, dy }) => {
    const half = textWidth(spot.text) / 2;
    return [spot.x + dx - half, spot.y + dy - 8, spot.x + dx + half, spot.y + dy + 7];
  });
}

test("names that crowd around one place never cover each other or a mark", () => {
  const names = ["San Tin", "The Loop", "Kwu Tung North", "Fanling North", "Ngau Tam Mei", "Lok Ma Chau"];
  const spots = names.map((text, index) => ({ x: 200 + 9 * index, y: 150 + 5 * index, text }));
  const mark: Box = [205, 140, 219, 154];
  const placed = placeLabels(spots, 480, 400, 6, [mark]);
  assert.ok(placed.length >= 3);
  const boxes = boxesOf(placed);
  boxes.forEach((box, index) => assert.ok(!overlaps(box, [mark, ...boxes.slice(index + 1)])));
});

test("the first names win, and no more than allowed are placed", () => {
  const spots = Array.from({ length: 9 }, (_, index) => ({
    x: 60 + 100 * index,
    y: 50,
    text: `zone ${index}`,
  }));
  const placed = placeLabels(spots, 1000, 100, 4, []);
  assert.deepEqual(
    placed.map(({ spot }) => spot.text),
    ["zone 0", "zone 1", "zone 2", "zone 3"],
  );
});

test("a name that would leave the map is not placed", () => {
  assert.equal(placeLabels([{ x: 4, y: 4, text: "Sha Tau Kok" }], 60, 10, 3, []).length, 0);
});

test("names lose what stands in brackets, after a slash or before a colon", () => {
  assert.equal(shortName("Kwu Tung North (incl. Ma Tso Lung)"), "Kwu Tung North");
  assert.equal(shortName("Ping Shan / Wang Chau (InnoPark)"), "Ping Shan");
  assert.equal(shortName("Nanshan: Shekou"), "Shekou");
  assert.equal(shortName("Nanshan: Yuehai/High-tech/Houhai"), "Yuehai");
  assert.equal(shortName("古洞北（包括馬草壟）"), "古洞北");
});

test("Chinese letters take twice the width", () => {
  assert.ok(textWidth("北部都會區") > 1.5 * textWidth("Futian"));
});

test("flags of one year take different rows, and one without room is left out", () => {
  const flags = ["Kwu Tung Station", "New Huanggang", "Third of the year"].map((title) => ({
    x: 300,
    title,
  }));
  const rows = flagRows(flags, 320, 2);
  assert.equal(rows[0]?.row, 0);
  assert.equal(rows[1]?.row, 1);
  assert.equal(rows[2], null);
  for (const row of rows) if (row) assert.ok(row.left >= 0 && row.left + textWidth(row.flag.title) <= 320);
});
