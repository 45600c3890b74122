// The flow as a table: every count the drawing shows, and the ones it only hints at.
import { number } from "../../format";
import type { Lang, Side } from "../../types";
import { fill } from "../../words";
import { num, type TwinTable } from "../common/figure";
import { stageName, type InnovationWords } from "./names";
import { sum, takenUp, yearsWaiting, type Snapshot } from "./pipeline";

export function flowTable(
  shot: Snapshot,
  sides: readonly Side[],
  plan: string,
  words: InnovationWords,
  lang: Lang,
): TwinTable {
  const count = (value: number) => num(number(value, lang));
  const none = num("–");
  return {
    caption: fill(words.table_flow, { plan, year: shot.year }),
    heads: [
      words.head_stage,
      words.head_side,
      words.head_waiting,
      words.head_years,
      words.head_capacity,
      words.head_taken,
      words.head_across,
      words.head_passed,
      words.head_failed,
      words.head_given,
      words.head_entered,
    ],
    rows: shot.lanes.flatMap((lane) => {
      const side = sides[lane.side]?.name ?? "";
      const research = [stageName(shot.stages[0] ?? "", words), side, none, none, none, none, none];
      const rows = lane.stages.map((stage, index) => {
        const years = yearsWaiting(lane, index);
        const across = sum(stage.from.filter((_, from) => from !== lane.side));
        return [
          stageName(stage.stage, words),
          side,
          count(stage.waiting),
          num(years === null ? "–" : years.toFixed(1)),
          count(stage.capacity),
          count(takenUp(stage)),
          count(across),
          count(stage.succeeded),
          count(stage.failed),
          count(stage.abandoned),
          count(stage.entries),
        ];
      });
      return [[...research, count(lane.results), none, none, none], ...rows];
    }),
  };
}
