// Every word of the page, by language and by the part of the page that says it.
import type { Lang } from "../types";
import { shell as enShell } from "./en/shell";
import { format as enFormat } from "./en/format";
import { plan as enPlan } from "./en/plan";
import { compare as enCompare } from "./en/compare";
import { innovation as enInnovation } from "./en/innovation";
import { claims as enClaims } from "./en/claims";
import { money as enMoney } from "./en/money";
import { fund as enFund } from "./en/fund";
import { evidence as enEvidence } from "./en/evidence";
import { shell as hantShell } from "./zh-Hant/shell";
import { format as hantFormat } from "./zh-Hant/format";
import { plan as hantPlan } from "./zh-Hant/plan";
import { compare as hantCompare } from "./zh-Hant/compare";
import { innovation as hantInnovation } from "./zh-Hant/innovation";
import { claims as hantClaims } from "./zh-Hant/claims";
import { money as hantMoney } from "./zh-Hant/money";
import { fund as hantFund } from "./zh-Hant/fund";
import { evidence as hantEvidence } from "./zh-Hant/evidence";
import { shell as hansShell } from "./zh-Hans/shell";
import { format as hansFormat } from "./zh-Hans/format";
import { plan as hansPlan } from "./zh-Hans/plan";
import { compare as hansCompare } from "./zh-Hans/compare";
import { innovation as hansInnovation } from "./zh-Hans/innovation";
import { claims as hansClaims } from "./zh-Hans/claims";
import { money as hansMoney } from "./zh-Hans/money";
import { fund as hansFund } from "./zh-Hans/fund";
import { evidence as hansEvidence } from "./zh-Hans/evidence";
import type { Table } from "./table";

export { fill, type Table } from "./table";

const en = {
  shell: enShell,
  format: enFormat,
  plan: enPlan,
  compare: enCompare,
  innovation: enInnovation,
  claims: enClaims,
  money: enMoney,
  fund: enFund,
  evidence: enEvidence,
};

export type Words = { readonly [K in keyof typeof en]: Table<(typeof en)[K]> };

const TABLES: Record<Lang, Words> = {
  en,
  "zh-Hant": {
    shell: hantShell,
    format: hantFormat,
    plan: hantPlan,
    compare: hantCompare,
    innovation: hantInnovation,
    claims: hantClaims,
    money: hantMoney,
    fund: hantFund,
    evidence: hantEvidence,
  },
  "zh-Hans": {
    shell: hansShell,
    format: hansFormat,
    plan: hansPlan,
    compare: hansCompare,
    innovation: hansInnovation,
    claims: hansClaims,
    money: hansMoney,
    fund: hansFund,
    evidence: hansEvidence,
  },
};

export function wordsOf(lang: Lang): Words {
  return TABLES[lang];
}
