// The fund as solved last: a new question leaves it in place until its answer comes.
import { useEffect, useState } from "preact/hooks";
import { useLab, useLabState } from "../../lab";
import type { FundAnswer } from "./answer";

export interface FundQuestion {
  scheme?: string;
  off: string[];
  size?: number;
}

export interface FundView {
  answer: FundAnswer | null;
  state: "asking" | "there" | "none" | "failed";
  error: string;
  again: () => void;
}

/** Milliseconds of rest before the fund is solved again: switches are often turned in a row. */
const REST = 150;

export function useFund(question: FundQuestion): FundView {
  const { source } = useLab();
  const region = useLabState((state) => state.region);
  const lang = useLabState((state) => state.lang);
  const [answer, setAnswer] = useState<FundAnswer | null>(null);
  const [state, setState] = useState<FundView["state"]>("asking");
  const [error, setError] = useState("");
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify([region, lang, question]);
  useEffect(() => {
    const control = new AbortController();
    setState("asking");
    setError("");
    const timer = setTimeout(() => {
      source.fund(region, { ...question, lang }, control.signal).then(
        (found) => {
          if (control.signal.aborted) return;
          if (found) setAnswer(found as unknown as FundAnswer);
          setState(found ? "there" : "none");
        },
        (reason: unknown) => {
          if (control.signal.aborted) return;
          setError(reason instanceof Error ? reason.message : String(reason));
          setState("failed");
        },
      );
    }, REST);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
    // the key stands for everything the question says
  }, [source, key, turn]);
  return { answer, state, error, again: () => setTurn(turn + 1) };
}
