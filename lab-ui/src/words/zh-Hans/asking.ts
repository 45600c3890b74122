import type { Table } from "../table";
import type { asking as english } from "../en/asking";

export const asking: Table<typeof english> = {
  not_stored: "本报告不含这一答案。请在实验室（technopole lab）中打开方案后再提问。",
  queued: "排队等待",
  working: "计算中，{percent} %",
  cancel: "取消",
  cancelled: "已取消。",
  interrupted: "已中断：服务器在计算过程中停止。",
  failed: "没有得出答案。",
  again: "重新提问",
  draws: "抽样次数",
  draws_none: "不抽样",
  table: "表格",
  graphic: "图",
  no_scenario: "尚未显示方案。",
  year_missing: "模型在 {year} 年之前已停止。",
};
