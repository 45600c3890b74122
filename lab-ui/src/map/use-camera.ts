import { useEffect, useState } from "preact/hooks";
import { useLab } from "../lab";
import type { Look } from "./camera";

/** Draws again when the maps move, at most once a frame. */
export function useCamera(): Look {
  const { camera } = useLab();
  const [, redraw] = useState(0);
  useEffect(() => {
    let frame = 0;
    const off = camera.listen(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => redraw((count) => count + 1));
    });
    redraw((count) => count + 1);
    return () => {
      cancelAnimationFrame(frame);
      off();
    };
  }, [camera]);
  return camera.get();
}
