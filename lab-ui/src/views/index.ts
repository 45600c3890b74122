// The views in the order of the header.
import type { ComponentType } from "preact";
import type { ViewId } from "../types";
import { Claims } from "./claims";
import { Compare } from "./compare";
import { Evidence } from "./evidence";
import { Fund } from "./fund";
import { Innovation } from "./innovation";
import { Money } from "./money";
import { Plan } from "./plan";

export const VIEWS: Record<ViewId, ComponentType> = {
  plan: Plan,
  compare: Compare,
  innovation: Innovation,
  claims: Claims,
  money: Money,
  fund: Fund,
  evidence: Evidence,
};
