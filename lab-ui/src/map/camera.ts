// What the maps look at: one camera for all maps of a view, so that moving one moves all.
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Centre in drawing units, and drawing units across the map's width. */
export interface Look {
  cx: number;
  cy: number;
  across: number;
}

export type CameraMode = "region" | "focus" | "free";

export class Camera {
  mode: CameraMode = "region";
  private look: Look = { cx: 0, cy: 0, across: 1 };
  private listeners = new Set<(from: unknown) => void>();

  get(): Look {
    return this.look;
  }

  /** Moves the camera; `from` is who moved it, so that it does not hear itself. */
  set(look: Look, mode: CameraMode, from: unknown = null): void {
    this.look = look;
    this.mode = mode;
    for (const listener of this.listeners) listener(from);
  }

  /** Looks at the whole frame in a window of the given proportions. */
  fit(frame: Frame, width: number, height: number, mode: CameraMode, from: unknown = null): void {
    const look = fitted(frame, width, height);
    const same = (Object.keys(look) as (keyof Look)[]).every((key) => look[key] === this.look[key]);
    if (!same || mode !== this.mode) this.set(look, mode, from);
  }

  listen(listener: (from: unknown) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export function fitted(frame: Frame, width: number, height: number): Look {
  return {
    cx: frame.x + frame.width / 2,
    cy: frame.y + frame.height / 2,
    across: Math.max(frame.width, (frame.height * width) / Math.max(height, 1)),
  };
}

/** Box around an outline written in relative whole steps ("M0 0l1 1z"). */
export function boundsOf(paths: readonly string[]): Frame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    for (const ring of path.split("z").filter(Boolean)) {
      const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
      let [x, y] = [0, 0];
      for (let at = 0; at + 1 < numbers.length; at += 2) {
        x += numbers[at] ?? 0;
        y += numbers[at + 1] ?? 0;
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function padded(frame: Frame, share: number): Frame {
  const pad = share * Math.max(frame.width, frame.height);
  return {
    x: frame.x - pad,
    y: frame.y - pad,
    width: frame.width + 2 * pad,
    height: frame.height + 2 * pad,
  };
}
