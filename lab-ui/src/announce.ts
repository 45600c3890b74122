// What the live region says: a goal that crossed its target, and the view's sentence when all is quiet.
import { goalViews } from "./goals";
import type { Store } from "./store";
import type { VerdictId } from "./types";
import { fill, wordsOf } from "./words";

export const QUIET = 800;

/** Watches verdicts and says which goals changed theirs. */
export function followCrossings(store: Store): void {
  let before = new Map<string, VerdictId>();
  let region = "";
  store.subscribe((changed, state) => {
    if (!(changed.has("scenario") || changed.has("bands")) || !state.scenario) return;
    const goals = goalViews(state.scenario, state.bands);
    const now = new Map(goals.map((goal) => [`${goal.row.indicator} ${goal.row.scope}`, goal.verdict]));
    const words = wordsOf(state.lang).shell;
    const said = goals.flatMap((goal) => {
      const was = before.get(`${goal.row.indicator} ${goal.row.scope}`);
      if (state.region !== region || was === undefined || was === goal.verdict) return [];
      const sentence = { meets: words.now_meets, misses: words.now_misses, close: words.now_close };
      const text = sentence[goal.verdict as keyof typeof sentence];
      return text ? [fill(text, { goal: goal.goal.name })] : [];
    });
    before = now;
    region = state.region;
    if (said.length) store.set({ said: said.join(" ") });
  });
}
