import { useEffect, useState } from "preact/hooks";

/** Where the page becomes a single column: the style sheet's phone width. */
const PHONE = "(max-width: 699px)";

/** True on a phone, or on a page zoomed until it is as narrow as one. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const query = matchMedia(PHONE);
    const look = () => setNarrow(query.matches);
    look();
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return narrow;
}
