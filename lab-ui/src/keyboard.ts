// Keys that work everywhere on the page, except while somebody types.
import type { Lab } from "./lab";

export function followKeys({ store, engine }: Lab): void {
  document.addEventListener("keydown", (event) => {
    if (isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "z") {
      if (event.shiftKey ? engine.redo() : engine.undo()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const state = store.get();
    if (key === "t") store.set({ tables: !state.tables });
    else if (key === "d") store.set({ hideInside: !state.hideInside });
    else if (key === "w")
      store.set({ why: state.why ? null : (figureAt(document.activeElement) ?? firstGoal(state)) });
    else if (key === "escape" && state.why) store.set({ why: null });
    else return;
    event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "range";
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

/** The figure the focus stands on: rows carry it as data. */
function figureAt(element: Element | null): { indicator: string; scope: string } | null {
  const holder = element?.closest<HTMLElement>("[data-figure]");
  const [indicator, scope] = holder?.dataset.figure?.split(" ") ?? [];
  return indicator && scope ? { indicator, scope } : null;
}

function firstGoal(state: ReturnType<Lab["store"]["get"]>): { indicator: string; scope: string } | null {
  const goal = state.scenario?.goals[0];
  return goal ? { indicator: goal.indicator, scope: goal.scope } : null;
}
