import { LabContext, useLabState, useWords, type Lab } from "./lab";
import { VIEW_IDS } from "./url";
import { VIEWS } from "./views";

export function App({ lab }: { lab: Lab }) {
  return (
    <LabContext.Provider value={lab}>
      <Shell lab={lab} />
    </LabContext.Provider>
  );
}

function Shell({ lab }: { lab: Lab }) {
  const view = useLabState((state) => state.view);
  const words = useWords().shell;
  const View = VIEWS[view];
  return (
    <>
      <header class="bar">
        <nav>
          {VIEW_IDS.map((id) => (
            <button
              type="button"
              aria-current={id === view ? "page" : undefined}
              onClick={() => lab.store.set({ view: id })}
            >
              {words[`view_${id}`]}
            </button>
          ))}
        </nav>
      </header>
      <main>
        <View />
      </main>
    </>
  );
}
