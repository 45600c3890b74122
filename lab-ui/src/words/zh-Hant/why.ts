import type { Table } from "../table";
import type { why as english } from "../en/why";

export const why: Table<typeof english> = {
  title: "為何是 {value}",
  formula: "公式",
  with_bands: "誤差範圍計算完成後，可知哪些輸入影響最大。",
  inputs: "影響最大的輸入",
  input: "輸入",
  value: "數值",
  influence: "影響",
  source: "來源",
  grade: "級別",
  grade_official: "官方統計",
  grade_plan: "已公布的計劃",
  grade_derived: "推算",
  grade_assumed: "假設",
  grades: "A 官方統計，B 已公布計劃，C 推算，D 假設。有影響的輸入中最弱者決定級別：",
  distribution: "模型各次抽樣的{name}（{unit}）",
  target: "目標 {value}",
  loading: "正在查找原因……",
  none: "此頁沒有這個數字的原因。",
  open: "{name}為何是 {value}",
  path: "逐年",
};
