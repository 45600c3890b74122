import type { Table } from "../table";
import type { shell as english } from "../en/shell";

export const shell: Table<typeof english> = {
  view_plan: "方案",
  view_compare: "比較",
  view_innovation: "創科",
  view_claims: "論點",
  view_money: "資金",
  view_fund: "聯合基金",
  view_evidence: "依據",
  loading: "正在載入模型，{percent}%",
};
