import type { Table } from "../table";
import type { asking as english } from "../en/asking";

export const asking: Table<typeof english> = {
  not_stored: "此報告沒有這項答案。請在實驗室（technopole lab）開啟方案再查詢。",
  queued: "輪候中",
  working: "計算中，{percent} %",
  cancel: "取消",
  cancelled: "已取消。",
  interrupted: "已中斷：伺服器在計算途中停止。",
  failed: "未能得出答案。",
  again: "再試一次",
  draws: "抽樣次數",
  draws_none: "不抽樣",
  table: "表格",
  graphic: "圖",
  no_scenario: "尚未顯示方案。",
  year_missing: "模型在 {year} 年之前已停止。",
};
