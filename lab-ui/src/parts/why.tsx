// Why a figure is what it is: sentence, distribution, formula, inputs by influence, grade.
import { useEffect, useRef, useState } from "preact/hooks";
import { amount, figure } from "../format";
import { useLab, useLabState, useWords } from "../lab";
import { SourceError } from "../source";
import type { WhyFigure } from "../store";
import type { Grade, Letter, Why } from "../types";
import { fill } from "../words";
import { Distribution } from "./distribution";

const LETTERS: Record<Grade, Letter> = { official: "A", plan: "B", derived: "C", assumed: "D" };

export function GradeMark({ grade }: { grade: Grade }) {
  const words = useWords().why;
  return (
    <abbr class="grade" title={words[`grade_${grade}`]}>
      {LETTERS[grade]}
    </abbr>
  );
}

export function WhyPanel() {
  const why = useLabState((state) => state.why);
  return why ? <Open figure={why} /> : null;
}

function Open({ figure: asked }: { figure: WhyFigure }) {
  const { store } = useLab();
  const words = useWords();
  const lang = useLabState((state) => state.lang);
  const { answer, error } = useWhy(asked);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    opener.current = document.activeElement;
    heading.current?.focus();
    return () => opener.current instanceof HTMLElement && opener.current.focus();
  }, []);
  const value = answer ? amount(answer.value, answer.unit, lang) : "…";
  return (
    <aside class="why" aria-labelledby="why-title">
      <div class="why-head">
        <h2 id="why-title" ref={heading} tabIndex={-1}>
          {fill(words.why.title, { value })}
        </h2>
        <button type="button" class="link" onClick={() => store.set({ why: null })}>
          {words.shell.close}
        </button>
      </div>
      {answer ? <Answer answer={answer} /> : <p class="note">{error || words.why.loading}</p>}
    </aside>
  );
}

function Answer({ answer }: { answer: Why }) {
  const words = useWords().why;
  const lang = useLabState((state) => state.lang);
  const year = useLabState((state) => state.year);
  const checking = useLabState((state) => state.checking);
  const { distribution } = answer;
  return (
    <>
      <p class="row-name">
        {answer.name}, {year}
      </p>
      <p>{answer.sentence}</p>
      {distribution && <Distribution of={answer.name} unit={answer.unit} {...distribution} />}
      <h3>{words.formula}</h3>
      <p class="formula">{answer.formula}</p>
      {answer.inputs.length === 0 && checking && <p class="note">{words.with_bands}</p>}
      {answer.inputs.length > 0 && (
        <>
          <h3>{words.inputs}</h3>
          <table class="plain inputs">
            <thead>
              <tr>
                <th scope="col">{words.input}</th>
                <th scope="col" class="num">
                  {words.value}
                </th>
                <th scope="col" class="num">
                  {words.influence}
                </th>
                <th scope="col">{words.grade}</th>
              </tr>
            </thead>
            <tbody>
              {answer.inputs.map((input) => (
                <tr title={input.source}>
                  <th scope="row">
                    {input.words || input.name}
                    {input.label && <span class="note"> {input.label}</span>}
                  </th>
                  <td class="num">{amount(input.value, input.unit ?? "", lang)}</td>
                  <td class="num">{figure(input.influence, answer.unit, lang, { sign: true })}</td>
                  <td>
                    <GradeMark grade={input.grade} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p class="note">
        {words.grades} <GradeMark grade={answer.grade} />
      </p>
      {answer.source && (
        <p class="note">
          {words.source}: {answer.source}
        </p>
      )}
    </>
  );
}

/** Asks when the settings rest; an older answer is never shown for newer settings. */
function useWhy(asked: WhyFigure): { answer: Why | null; error: string } {
  const { store, source } = useLab();
  const words = useWords().why;
  const shown = useLabState((state) => state.shown);
  const year = useLabState((state) => state.year);
  const lang = useLabState((state) => state.lang);
  const bands = useLabState((state) => state.bands);
  const [answer, setAnswer] = useState<Why | null>(null);
  const [error, setError] = useState("");
  useEffect(() => {
    if (!shown) return;
    const control = new AbortController();
    setAnswer(null);
    setError("");
    const timer = setTimeout(() => {
      const question = { region: store.get().region, a: shown.a, b: shown.b, lang };
      source.why(question, { ...asked, year }, control.signal).then(
        (found) => (found ? setAnswer(found) : setError(words.none)),
        (reason: unknown) => {
          if (control.signal.aborted) return;
          setError(reason instanceof SourceError ? reason.message : String(reason));
        },
      );
    }, 200);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [asked.indicator, asked.scope, shown, year, lang, bands]);
  return { answer, error };
}
