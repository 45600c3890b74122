// Every word of the page, by language and by the part of the page that says it.
import type { Lang } from "../types";
import { shell as enShell } from "./en/shell";
import { why as enWhy } from "./en/why";
import { map as enMap } from "./en/map";
import { units as enUnits } from "./en/units";
import { plan as enPlan } from "./en/plan";
import { compare as enCompare } from "./en/compare";
import { innovation as enInnovation } from "./en/innovation";
import { claims as enClaims } from "./en/claims";
import { money as enMoney } from "./en/money";
import { fund as enFund } from "./en/fund";
import { evidence as enEvidence } from "./en/evidence";
import { asking as enAsking } from "./en/asking";
import { shell as hantShell } from "./zh-Hant/shell";
import { why as hantWhy } from "./zh-Hant/why";
import { map as hantMap } from "./zh-Hant/map";
import { units as hantUnits } from "./zh-Hant/units";
import { plan as hantPlan } from "./zh-Hant/plan";
import { compare as hantCompare } from "./zh-Hant/compare";
import { innovation as hantInnovation } from "./zh-Hant/innovation";
import { claims as hantClaims } from "./zh-Hant/claims";
import { money as hantMoney } from "./zh-Hant/money";
import { fund as hantFund } from "./zh-Hant/fund";
import { evidence as hantEvidence } from "./zh-Hant/evidence";
import { asking as hantAsking } from "./zh-Hant/asking";
import { shell as hansShell } from "./zh-Hans/shell";
import { why as hansWhy } from "./zh-Hans/why";
import { map as hansMap } from "./zh-Hans/map";
import { units as hansUnits } from "./zh-Hans/units";
import { plan as hansPlan } from "./zh-Hans/plan";
import { compare as hansCompare } from "./zh-Hans/compare";
import { innovation as hansInnovation } from "./zh-Hans/innovation";
import { claims as hansClaims } from "./zh-Hans/claims";
import { money as hansMoney } from "./zh-Hans/money";
import { fund as hansFund } from "./zh-Hans/fund";
import { evidence as hansEvidence } from "./zh-Hans/evidence";
import { asking as hansAsking } from "./zh-Hans/asking";
import type { Table } from "./table";

export { fill, type Table } from "./table";

const en = {
  shell: enShell,
  map: enMap,
  why: enWhy,
  units: enUnits,
  plan: enPlan,
  compare: enCompare,
  innovation: enInnovation,
  claims: enClaims,
  money: enMoney,
  fund: enFund,
  evidence: enEvidence,
  asking: enAsking,
};

export type Words = { readonly [K in keyof typeof en]: Table<(typeof en)[K]> };

const TABLES: Record<Lang, Words> = {
  en,
  "zh-Hant": {
    shell: hantShell,
    map: hantMap,
    why: hantWhy,
    units: hantUnits,
    plan: hantPlan,
    compare: hantCompare,
    innovation: hantInnovation,
    claims: hantClaims,
    money: hantMoney,
    fund: hantFund,
    evidence: hantEvidence,
    asking: hantAsking,
  },
  "zh-Hans": {
    shell: hansShell,
    map: hansMap,
    why: hansWhy,
    units: hansUnits,
    plan: hansPlan,
    compare: hansCompare,
    innovation: hansInnovation,
    claims: hansClaims,
    money: hansMoney,
    fund: hansFund,
    evidence: hansEvidence,
    asking: hansAsking,
  },
};

export function wordsOf(lang: Lang): Words {
  return TABLES[lang];
}
