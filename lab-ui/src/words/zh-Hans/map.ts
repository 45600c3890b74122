import type { Table } from "../table";
import type { map as english } from "../en/map";

export const map: Table<typeof english> = {
  role: "地图",
  no_data: "无数据",
  change: "更改",
  layer: "地图内容",
  region: "整个区域",
  fewer: "B 较少",
  more: "B 较多",
  approximate: "虚线的分区界线为大致位置",
  planned: "虚线铁路尚未开通",
  crossing: "口岸",
  edge_north: "北部边缘",
  boundary: "边界",
  fresh: "粗线铁路比 A 早开通，或仅见于 B",
  reset_view: "还原范围",
  counts: "{name}（圆圈）",
  symbols: "地图符号",
  zone: "分区",
  part: "片区",
  keys: "方向键在分区之间移动，Enter 键固定，加号和减号缩放，T 键显示表格。",
  no_data_key: "无数据：点状",
  since: "自 {year} 年的变化",
};
