// Names on maps and on the timeline: the weightiest first, none over another.
const GAP = 3;
const LETTER = 6.4;
const WIDE_LETTER = 13;

export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Spot {
  x: number;
  y: number;
  text: string;
}

export interface PlacedLabel<T extends Spot> {
  spot: T;
  dx: number;
  dy: number;
}

/** Width in pixels at 12.5 px: Chinese letters are square, Latin ones about half as wide. */
export function textWidth(text: string, size = 12.5): number {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e7f ? WIDE_LETTER : LETTER;
  return (width * size) / 12.5;
}

/** Cuts the district a place stands under and what is added in brackets, after a slash or a comma:
 * "Ping Shan / Wang Chau" reads "Ping Shan", "Nanshan: Shekou" Shekou: there are three of Nanshan. */
export function shortName(name: string): string {
  return name
    .replace(/^[^(（/,，]*[:：]\s*/, "")
    .replace(/\s*[(（/,，&].*$/, "")
    .replace(/\s+(and|with)\s.*$/, "")
    .trim();
}

export function overlaps(box: Box, taken: readonly Box[]): boolean {
  return taken.some(
    (other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1],
  );
}

/** Places at most `most` names inside the frame: on their spot, or above, below or beside it. */
export function placeLabels<T extends Spot>(
  spots: readonly T[],
  width: number,
  height: number,
  most: number,
  blocked: readonly Box[],
): PlacedLabel<T>[] {
  const taken = [...blocked];
  const placed: PlacedLabel<T>[] = [];
  for (const spot of spots) {
    if (placed.length >= most) break;
    const half = textWidth(spot.text) / 2 + GAP;
    const beside = half + 8;
    const moves: [number, number][] = [
      [0, 0],
      [0, -14],
      [0, 14],
      [beside, 0],
      [-beside, 0],
    ];
    for (const [dx, dy] of moves) {
      const box: Box = [spot.x + dx - half, spot.y + dy - 9, spot.x + dx + half, spot.y + dy + 8];
      const outside = box[0] < 2 || box[2] > width - 2 || box[1] < 2 || box[3] > height - 2;
      if (outside || overlaps(box, taken)) continue;
      taken.push(box);
      placed.push({ spot, dx, dy });
      break;
    }
  }
  return placed;
}

export interface Flag {
  x: number;
  title: string;
}

/** Gives every flag a row and a left edge so that none covers another; null where no row has room. */
export function flagRows<T extends Flag>(
  flags: readonly T[],
  width: number,
  rows: number,
): ({ flag: T; left: number; row: number } | null)[] {
  const taken: [number, number][][] = Array.from({ length: rows }, () => []);
  return flags.map((flag) => {
    const wide = textWidth(flag.title) + 10;
    const lefts = [flag.x - wide / 2, flag.x - 4, flag.x - wide + 4];
    for (const wanted of lefts) {
      const left = Math.min(Math.max(wanted, 0), width - wide);
      const row = taken.findIndex(
        (spans) => left >= 0 && spans.every(([from, to]) => left > to || left + wide < from),
      );
      if (row < 0) continue;
      taken[row]?.push([left, left + wide]);
      return { flag, left, row };
    }
    return null;
  });
}
