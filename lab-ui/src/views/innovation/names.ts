// Stages, flows and sides as the reader calls them; what the words do not know keeps its identifier.
import type { Words } from "../../words";
import type { FlowName } from "./pipeline";

export type InnovationWords = Words["innovation"];

export function stageName(stage: string, words: InnovationWords): string {
  return words[`stage_${stage}` as keyof InnovationWords] ?? stage.replaceAll("_", " ");
}

/** The stage inside a sentence. */
export function stageInside(stage: string, words: InnovationWords): string {
  return words[`inside_${stage}` as keyof InnovationWords] ?? stage.replaceAll("_", " ");
}

export function flowName(flow: FlowName, words: InnovationWords): string {
  return words[`flow_${flow}`];
}
