// What happens when: every dated measure, by year, with the plans it belongs to.
import { useState } from "preact/hooks";
import { useWords } from "../../lab";
import { GradeMark } from "../../parts/why";
import type { PlanEvent, Scenario } from "../../types";
import { Switch } from "../common/switch";
import { matching } from "./ratio";
import { Search } from "./search";

type Which = "flags" | "all" | "b" | "a";

const KEPT: Record<Which, (event: PlanEvent) => boolean> = {
  flags: (event) => event.flag,
  all: () => true,
  b: (event) => event.plans === "B",
  a: (event) => event.plans === "A",
};

export function Dated({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const [which, setWhich] = useState<Which>("flags");
  const [search, setSearch] = useState("");
  const { events } = scenario;
  if (!events.length) return <p class="note">{words.dated_none}</p>;
  const found = matching(events.filter(KEPT[which]), (event) => [String(event.year), event.title, event.text], search);
  const choices = [
    { id: "flags", name: words.which_flags },
    { id: "all", name: words.which_all },
    { id: "b", name: words.which_b },
    { id: "a", name: words.which_a },
  ];
  return (
    <>
      <p class="note">{words.dated_note}</p>
      <div class="dated-tools">
        <Switch label={words.which} choices={choices} chosen={which} choose={(id) => setWhich(id as Which)} />
        <Search label={words.dated} search={search} setSearch={setSearch} shown={found.length} all={events.length} />
      </div>
      {found.length ? (
        <div class="long" tabIndex={0} role="region" aria-label={words.dated}>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{words.year}</th>
                <th scope="col">{words.plans}</th>
                <th scope="col">{words.measure}</th>
                <th scope="col">{words.grade}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((event, at) => (
                <tr key={at}>
                  <th scope="row">{event.year}</th>
                  <td data-label={words.plans}>{event.plans}</td>
                  <td data-label={words.measure}>{event.text}</td>
                  <td data-label={words.grade}>
                    <GradeMark grade={event.grade} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p class="note">{words.search_none}</p>
      )}
    </>
  );
}
