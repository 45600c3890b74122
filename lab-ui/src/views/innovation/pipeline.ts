// One year of the pipeline: what every stage of every side takes up, passes, loses and keeps waiting.
import type { Pipeline } from "../../types";

/** One of the four stages that projects wait for. All in projects a year but `waiting`, in projects. */
export interface Stage {
  stage: string;
  /** Projects taken up by capacity on this side, by the side they come from. */
  from: number[];
  succeeded: number;
  failed: number;
  abandoned: number;
  entries: number;
  waiting: number;
  capacity: number;
}

export interface Lane {
  side: number;
  /** Usable research results a year: what the first stage passes on. */
  results: number;
  products: number;
  /** Projects of this side taken up anywhere, by stage and the side that takes them up. */
  to: number[][];
  stages: Stage[];
}

export interface Snapshot {
  year: number;
  /** All five, research first. */
  stages: string[];
  lanes: Lane[];
}

export type FlowName = keyof Pipeline["crossing"];
export const FLOWS: readonly FlowName[] = ["talent", "capital", "information", "technology"];

/** Returns a year of the pipeline, null if it does not hold the year. */
export function snapshot(pipeline: Pipeline, year: number): Snapshot | null {
  const at = pipeline.years.indexOf(year);
  const results = pipeline.results[at];
  if (at < 0 || !results) return null;
  const of = (field: number[][][], stage: number, side: number) => field[at]?.[stage]?.[side] ?? 0;
  const matched = (stage: number, from: number, to: number) => pipeline.matched[at]?.[stage]?.[from]?.[to] ?? 0;
  const sides = results.map((_, side) => side);
  const waitingStages = pipeline.stages.slice(1);
  const lanes = sides.map((side) => ({
    side,
    results: results[side] ?? 0,
    products: pipeline.products[at]?.[side] ?? 0,
    to: waitingStages.map((_, stage) => sides.map((to) => matched(stage, side, to))),
    stages: waitingStages.map((stage, index) => ({
      stage,
      from: sides.map((from) => matched(index, from, side)),
      succeeded: of(pipeline.succeeded, index, side),
      failed: of(pipeline.failed, index, side),
      abandoned: of(pipeline.abandoned, index, side),
      entries: of(pipeline.entries, index, side),
      waiting: of(pipeline.projects, index, side),
      capacity: of(pipeline.capacity, index, side),
    })),
  }));
  return { year, stages: pipeline.stages, lanes };
}

export function takenUp(stage: Stage): number {
  return sum(stage.from);
}

/** What leaves the queue of a stage in a year: taken up anywhere, or given up. */
export function leaving(lane: Lane, stage: number): number {
  return sum(lane.to[stage] ?? []) + (lane.stages[stage]?.abandoned ?? 0);
}

/** Mean years in the queue of a stage, null where nothing leaves it. */
export function yearsWaiting(lane: Lane, stage: number): number | null {
  const out = leaving(lane, stage);
  return out > 0 ? (lane.stages[stage]?.waiting ?? 0) / out : null;
}

/** The stage with the least capacity for each project that waits; empty where nothing waits. */
export function tightest(lane: Lane): string {
  let found = "";
  let least = Infinity;
  for (const stage of lane.stages) {
    const room = stage.waiting > 0 ? stage.capacity / stage.waiting : Infinity;
    if (room < least) [found, least] = [stage.stage, room];
  }
  return found;
}

/** Of a hundred projects that set out on a side, results and start-ups alike, how many become products. */
export function throughput(lane: Lane): number | null {
  const begun = lane.results + sum(lane.stages.map((stage) => stage.entries));
  const last = lane.stages.at(-1);
  return begun > 0 && last ? last.succeeded / begun : null;
}

/** What crosses in a year by flow: from side 0 to side 1, and back. */
export function crossing(pipeline: Pipeline, flow: FlowName, year: number): { out: number; back: number } | null {
  const values = pipeline.crossing[flow].values[pipeline.years.indexOf(year)];
  const out = values?.[0]?.[1];
  const back = values?.[1]?.[0];
  return out === undefined || back === undefined ? null : { out, back };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
