// A field that narrows a list while one types, and how much is left.
import { useId } from "preact/hooks";
import { useWords } from "../../lab";
import { fill } from "../../words";

export interface SearchProps {
  /** What is searched: "assumed figures". */
  label: string;
  search: string;
  setSearch: (search: string) => void;
  shown: number;
  all: number;
}

export function Search({ label, search, setSearch, shown, all }: SearchProps) {
  const words = useWords().evidence;
  const id = useId();
  return (
    <p class="search">
      <label for={id}>
        {words.search} <span class="unseen">{label}</span>
      </label>
      <input id={id} type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
      <span class="note" role="status">
        {fill(words.search_count, { shown, all })}
      </span>
    </p>
  );
}
