import type { Table } from "../table";
import type { map as english } from "../en/map";

export const map: Table<typeof english> = {
  role: "地圖",
  no_data: "沒有數據",
  change: "更改",
  layer: "地圖內容",
  region: "整個區域",
  fewer: "B 較少",
  more: "B 較多",
  approximate: "虛線的分區界線為約略位置",
  planned: "虛線鐵路尚未通車",
  crossing: "口岸",
  edge_north: "北部邊緣",
  boundary: "邊界",
  fresh: "粗線鐵路較 A 早通車，或只見於 B",
  reset_view: "還原範圍",
  counts: "{name}（圓形）",
  symbols: "地圖符號",
  zone: "分區",
  part: "地區",
  keys: "方向鍵在分區之間移動，Enter 鍵固定，加號及減號縮放，T 鍵顯示表格。",
  no_data_key: "沒有數據：點狀",
  since: "自 {year} 年的變化",
};
