// The two-lane flow as shapes: bars for stages and queues, bands for projects. `along` runs from research to
// market, `across` over the lanes; a phone turns both by a quarter.
import { INNER, lanesOf, passedOn, type Lanes, type Strip } from "./lanes";
import { leaving, sum, takenUp, yearsWaiting, type Lane, type Snapshot } from "./pipeline";

export interface Frame {
  /** Length from research to market. */
  length: number;
  /** Room over all lanes. */
  breadth: number;
  /** Research on top, lanes side by side. */
  upright: boolean;
  /** Each side to a scale of its own: a band that crosses then changes its width on the way. */
  ownScales?: boolean;
}

export type BandKind = "own" | "cross" | "enter" | "failed" | "abandoned" | "products";

export interface Band {
  kind: BandKind;
  from: number;
  to: number;
  /** Stage the projects go to (own, cross, enter), or leave (the rest); 0 is translation. */
  stage: number;
  value: number;
  path: string;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Bar extends Rect {
  kind: "stage" | "queue";
  side: number;
  /** Index into all five stages. */
  stage: number;
  value: number;
}

export interface Spot {
  x: number;
  y: number;
}

export interface QueueBox {
  side: number;
  stage: number;
  /** As wide as what leaves the queue in a year and as long as the years it waits: its area is the queue. */
  box: Rect;
  /** The stretch from queue to stage, over the whole lane. */
  bracket: Rect;
  waiting: number;
  years: number | null;
}

export interface Flow {
  bars: Bar[];
  bands: Band[];
  queues: QueueBox[];
  /** Along coordinate of each stage's bar. */
  columns: number[];
  lanes: Lanes;
  /** Length between two stages. */
  gap: number;
}

export const BAR = 18;
const QUEUE = 5;
const QUEUE_AT = 0.44;
const THINNEST = 1;
const FADE = 46;
const LIFT = 24;
const YEAR = 15;
const LONGEST_BOX = 84;
/** Depth that the words of a bracket take at the outer edge. */
const TEXT = 60;

interface Turned {
  path(points: readonly (readonly [number, number])[], bends: boolean): string;
  rect(a0: number, a1: number, c0: number, c1: number): Rect;
}

/** Lays the flow out; `others` (plan A beside B) share its lanes and scale, so that both can be compared. */
export function layout(shot: Snapshot, others: readonly Snapshot[], frame: Frame, start: number, end: number): Flow {
  const lanes = lanesOf([shot, ...others], frame.breadth, frame);
  const count = shot.stages.length;
  const gap = (end - start - BAR) / Math.max(1, count - 1);
  const columns = shot.stages.map((_, stage) => start + stage * gap);
  const draw = new Drawing(shot, lanes, columns, gap, turned(frame.upright), gap * (frame.upright ? 0.4 : 0.2));
  return { ...draw.all(), columns, lanes, gap };
}

class Drawing {
  private bars: Bar[] = [];
  private bands: Band[] = [];
  private queues: QueueBox[] = [];

  constructor(
    private readonly shot: Snapshot,
    private readonly lanes: Lanes,
    private readonly columns: number[],
    private readonly gap: number,
    private readonly turn: Turned,
    /** Length a bracket begins before its queue: upright its words stand there. */
    private readonly ahead: number,
  ) {}

  all() {
    for (const lane of this.shot.lanes) {
      const strip = this.strip(lane.side);
      this.bar("stage", lane.side, 0, this.column(0), BAR, lane.results);
      lane.stages.forEach((stage, index) => {
        this.intoQueue(lane, strip, index);
        this.outOfQueue(lane, strip, index);
        this.bar("stage", lane.side, index + 1, this.column(index + 1), BAR, takenUp(stage));
        this.failures(lane, strip, index);
        this.queue(lane, strip, index);
      });
      this.products(lane, strip);
    }
    return { bars: this.bars, bands: this.bands, queues: this.queues };
  }

  private intoQueue(lane: Lane, strip: Strip, index: number) {
    const entries = lane.stages[index]?.entries ?? 0;
    const passed = passedOn(lane, index);
    const at = this.queueAt(index);
    const most = Math.max(passed + entries, leaving(lane, index));
    this.bar("queue", lane.side, index + 1, at, QUEUE, most);
    this.band("own", lane.side, lane.side, index, passed, strip, [this.column(index) + BAR, 0], [at, 0], strip);
    if (entries > 0) {
      const from = [Math.max(at - FADE, this.column(index) + BAR), this.wide(passed, lane.side) + LIFT] as const;
      this.band("enter", lane.side, lane.side, index, entries, strip, from, [at, this.wide(passed, lane.side)], strip);
    }
  }

  /** From a queue, nearest the boundary first: what other sides take up, what this side does, what gives up. */
  private outOfQueue(lane: Lane, strip: Strip, index: number) {
    const to = lane.to[index] ?? [];
    const from = this.queueAt(index) + QUEUE;
    const end = this.column(index + 1);
    let depth = 0;
    for (const side of this.shot.lanes.map((one) => one.side)) {
      if (side === lane.side) continue;
      const value = to[side] ?? 0;
      this.band("cross", lane.side, side, index, value, strip, [from, depth], [end, 0], this.strip(side));
      depth += this.wide(value, lane.side);
    }
    const own = to[lane.side] ?? 0;
    const arriving = lane.stages[index]?.from ?? [];
    const across = this.wide(sum(arriving.filter((_, side) => side !== lane.side)), lane.side);
    this.band("own", lane.side, lane.side, index, own, strip, [from, depth], [end, across], strip);
    const given = lane.stages[index]?.abandoned ?? 0;
    this.fade("abandoned", lane.side, index, given, strip, from, depth + this.wide(own, lane.side));
  }

  private failures(lane: Lane, strip: Strip, index: number) {
    const stage = lane.stages[index];
    if (!stage) return;
    this.fade("failed", lane.side, index, stage.failed, strip, this.column(index + 1) + BAR, this.wide(stage.succeeded, lane.side));
  }

  private products(lane: Lane, strip: Strip) {
    const last = lane.stages.length - 1;
    const value = lane.stages[last]?.succeeded ?? 0;
    const from = this.column(last + 1) + BAR;
    this.band("products", lane.side, lane.side, last, value, strip, [from, 0], [from + FADE, 0], strip);
  }

  private queue(lane: Lane, strip: Strip, index: number) {
    const years = yearsWaiting(lane, index);
    const out = leaving(lane, index);
    const at = this.queueAt(index);
    const long = Math.min(LONGEST_BOX, Math.max(8, (years ?? 0) * YEAR));
    const deep = Math.min(Math.max(6, this.wide(out, lane.side)), strip.depth / 3);
    const below = Math.max(this.wide(out, lane.side), this.wide(sum(lane.stages[index]?.from ?? []), lane.side)) + LIFT + 14;
    const top = Math.min(INNER + below, strip.depth - deep - TEXT);
    this.queues.push({
      side: lane.side,
      stage: index + 1,
      waiting: lane.stages[index]?.waiting ?? 0,
      years,
      box: this.rect(strip, at - long / 2, at + long / 2, top, top + deep),
      bracket: this.rect(strip, at - this.ahead, this.column(index + 1) + BAR + 12, 8, strip.depth - 4),
    });
  }

  private fade(kind: "failed" | "abandoned", side: number, stage: number, value: number, strip: Strip, from: number, depth: number) {
    const to = [from + Math.min(FADE, this.gap * 0.3), depth + LIFT] as const;
    this.band(kind, side, side, stage, value, strip, [from, depth], to, strip);
  }

  /** A band between two points, each [along, depth beyond the inner edge] in its own lane. */
  private band(
    kind: BandKind,
    from: number,
    to: number,
    stage: number,
    value: number,
    first: Strip,
    start: readonly [number, number],
    end: readonly [number, number],
    second: Strip,
  ) {
    if (!(value > 0)) return;
    const [begins, ends] = [first, second].map((strip) => Math.max(THINNEST, this.wide(value, strip.side)));
    const near = (strip: Strip, depth: number) => strip.edge + strip.direction * (INNER + depth);
    const path = this.turn.path(
      [
        [start[0], near(first, start[1])],
        [end[0], near(second, end[1])],
        [end[0], near(second, end[1] + (ends ?? 0))],
        [start[0], near(first, start[1] + (begins ?? 0))],
      ],
      true,
    );
    this.bands.push({ kind, from, to, stage, value, path });
  }

  private bar(kind: Bar["kind"], side: number, stage: number, at: number, thick: number, value: number) {
    const wide = Math.max(2, this.wide(value, side));
    const rect = this.rect(this.strip(side), at, at + thick, INNER, INNER + wide);
    this.bars.push({ ...rect, kind, side, stage, value });
  }

  private rect(strip: Strip, a0: number, a1: number, depth0: number, depth1: number): Rect {
    const one = strip.edge + strip.direction * depth0;
    const other = strip.edge + strip.direction * depth1;
    return this.turn.rect(a0, a1, Math.min(one, other), Math.max(one, other));
  }

  private strip(side: number): Strip {
    return this.lanes.strips[side] ?? { side, edge: 0, direction: 1, depth: 0 };
  }

  private column(stage: number): number {
    return this.columns[stage] ?? 0;
  }

  private queueAt(index: number): number {
    return this.column(index) + BAR + (this.gap - BAR) * QUEUE_AT;
  }

  private wide(value: number, side: number): number {
    return value * (this.lanes.scales[side] ?? 0);
  }
}

/** Returns how shapes are written: lying (along is x) or upright (along is y). */
function turned(upright: boolean): Turned {
  const point = (a: number, c: number) => (upright ? `${r(c)} ${r(a)}` : `${r(a)} ${r(c)}`);
  return {
    path([one, two, three, four]) {
      if (!one || !two || !three || !four) return "";
      const middle = (one[0] + two[0]) / 2;
      return (
        `M${point(...one)}C${point(middle, one[1])} ${point(middle, two[1])} ${point(...two)}` +
        `L${point(...three)}C${point(middle, three[1])} ${point(middle, four[1])} ${point(...four)}Z`
      );
    },
    rect: (a0, a1, c0, c1) =>
      upright ? { x: c0, y: a0, width: c1 - c0, height: a1 - a0 } : { x: a0, y: c0, width: a1 - a0, height: c1 - c0 },
  };
}

function r(value: number): string {
  return value.toFixed(1);
}
