import type { Table } from "../table";
import type { why as english } from "../en/why";

export const why: Table<typeof english> = {
  title: "为什么是 {value}",
  formula: "公式",
  with_bands: "误差范围计算完成后，可知哪些输入影响最大。",
  inputs: "影响最大的输入",
  input: "输入",
  value: "数值",
  influence: "影响",
  source: "来源",
  grade: "等级",
  grade_official: "官方统计",
  grade_plan: "已公布的规划",
  grade_derived: "推算",
  grade_assumed: "假设",
  grades: "A 官方统计，B 已公布规划，C 推算，D 假设。有影响的输入中最弱者决定等级：",
  distribution: "模型各次抽样的{name}（{unit}）",
  target: "目标 {value}",
  loading: "正在查找原因……",
  none: "本页没有这个数字的原因。",
  open: "{name}为什么是 {value}",
  path: "逐年",
};
