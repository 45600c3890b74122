// Names on the map and on the timeline: the weightiest first, none over another.
const GAP = 3;
const LETTER = 6.3; // pixels a letter takes at 12.5 px, on average

export function shortName(name) {
  return name.replace(/\s*[(/,&].*$/, "").replace(/\s+(and|with)\s.*$/, "");
}

function overlaps(box, taken) {
  return taken.some(
    (other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1],
  );
}

export function placeLabels(zones, toPixels, width, height, most, blocked) {
  const taken = [...blocked];
  const placed = [];
  for (const zone of zones) {
    if (placed.length >= most) break;
    const [x, y] = toPixels(zone.x, zone.y);
    const text = shortName(zone.name);
    const half = (text.length * LETTER) / 2 + GAP;
    if (y < 24 || y > height - 20) continue;
    const beside = half + 8;
    for (const [dx, dy] of [
      [0, 0],
      [0, -13],
      [0, 13],
      [beside, 0],
      [-beside, 0],
    ]) {
      const box = [x + dx - half, y + dy - 9, x + dx + half, y + dy + 7];
      if (box[0] < 2 || box[2] > width - 2 || overlaps(box, taken)) continue;
      taken.push(box);
      placed.push({ zone, text, dx, dy });
      break;
    }
  }
  return placed;
}

// Centred on its year if there is room, else to the right or left of it, in the first row that is free.
export function flagRows(flags, width, rows) {
  const taken = Array.from({ length: rows }, () => []);
  return flags.map((flag) => {
    const wide = flag.title.length * LETTER + 8;
    const lefts = [flag.x - wide / 2, flag.x - 4, flag.x - wide + 4].map((left) =>
      Math.min(Math.max(left, 0), width - wide),
    );
    for (const left of lefts) {
      const row = taken.findIndex(
        (spans) => left >= 0 && spans.every(([from, to]) => left > to || left + wide < from),
      );
      if (row < 0) continue;
      taken[row].push([left, left + wide]);
      return { ...flag, left, row };
    }
    return null;
  });
}
