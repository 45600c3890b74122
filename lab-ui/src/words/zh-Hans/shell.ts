import type { Table } from "../table";
import type { shell as english } from "../en/shell";

export const shell: Table<typeof english> = {
  view_plan: "方案",
  view_compare: "对比",
  view_innovation: "科创",
  view_claims: "论断",
  view_money: "资金",
  view_fund: "联合基金",
  view_evidence: "依据",
  loading: "正在加载模型，{percent}%",
};
