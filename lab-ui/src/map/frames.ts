// The two extents of the maps: the whole region, and the part the plan changes most.
import type { MapData } from "../types";
import { boundsOf, padded, type Camera, type Frame } from "./camera";

export function regionFrame(map: MapData): Frame {
  return padded(boundsOf(map.zones.map((zone) => zone.path)), 0.01);
}

export function focusFrame(map: MapData, part: string): Frame {
  const paths = map.zones.filter((zone) => zone.part === part).map((zone) => zone.path);
  return paths.length ? padded(boundsOf(paths), 0.06) : regionFrame(map);
}

/**
 * Shows an extent in a window. A window taller than the region is filled from north to south, with the
 * border crossings in the middle: the edges in the east and west are a drag away.
 */
export function showExtent(
  camera: Camera,
  map: MapData,
  extent: "region" | "focus",
  focus: string,
  width: number,
  height: number,
): void {
  const frame = extent === "focus" ? focusFrame(map, focus) : regionFrame(map);
  camera.fit(extent === "focus" ? frame : filled(frame, map, width, height), width, height, extent);
}

function filled(frame: Frame, map: MapData, width: number, height: number): Frame {
  const wanted = (frame.height * width) / Math.max(height, 1);
  if (wanted >= frame.width || !map.crossings.length) return frame;
  const middle = map.crossings.reduce((sum, one) => sum + one.x, 0) / map.crossings.length;
  const left = Math.min(Math.max(middle - wanted / 2, frame.x), frame.x + frame.width - wanted);
  return { x: left, y: frame.y, width: wanted, height: frame.height };
}
