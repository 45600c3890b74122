// Which statements made of the region hold, how surely, and what would turn them.
import { useEffect, useState } from "preact/hooks";
import { list as joined, number } from "../../format";
import type { JobView } from "../../jobs";
import { useLabState, useWords } from "../../lab";
import { Page } from "../../parts/page";
import type { Lang, Span } from "../../types";
import { fill, type Words } from "../../words";
import { Ask } from "../common/ask";
import { useAsked } from "../common/asked";
import { Figure, num, type TwinTable } from "../common/figure";
import { Notice } from "../common/notice";
import { useNarrow } from "../common/size";
import { Switch } from "../common/switch";
import { wilson } from "./interval";
import { Item, verdictName } from "./item";
import { Panel } from "./panel";
import { statementOf, tally, VERDICTS, type Claim, type ClaimsResult, type ClaimVerdict } from "./result";
import { comparedWith, marginText, percent, rowOf, turnsIf } from "./say";

const DRAWS = [16, 32, 64, 128];
const FIRST_DRAWS = 32;
/** Seconds a draw takes for all futures of the shipped claims on two cores, rounded up. */
const SECONDS_A_DRAW = 60;
const ALL = "all";
const NARROW = 900;

export function Claims() {
  const words = useWords();
  const region = useLabState((state) => state.info?.about.name ?? "");
  const [draws, setDraws] = useState(FIRST_DRAWS);
  const job = useAsked<ClaimsResult>("claims", { draws });
  const { result } = job;
  if (result && !result.claims.length)
    return <Notice text={fill(words.claims.say_none, { region })} more={words.claims.none_how} />;
  if (!result)
    return (
      <Page sentence={[{ text: fill(words.claims.say_unasked, { region }), status: "" }]}>
        <div class="padded">
          <AskClaims job={job} draws={draws} setDraws={setDraws} />
        </div>
      </Page>
    );
  return <Answered result={result} />;
}

interface AskClaimsProps {
  job: JobView<ClaimsResult>;
  draws: number;
  setDraws: (draws: number) => void;
}

function AskClaims({ job, draws, setDraws }: AskClaimsProps) {
  const words = useWords();
  const minutes = Math.max(1, Math.round((draws * SECONDS_A_DRAW) / 60));
  return (
    <Ask job={job} label={words.claims.ask} note={fill(words.claims.ask_note, { draws, minutes })}>
      <Switch
        label={words.asking.draws}
        shown
        choices={DRAWS.map((count) => ({ id: String(count), name: String(count) }))}
        chosen={String(draws)}
        choose={(count) => setDraws(Number(count))}
      />
    </Ask>
  );
}

function Answered({ result }: { result: ClaimsResult }) {
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  const narrow = useNarrow(NARROW);
  const [only, setOnly] = useState<string>(ALL);
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => setOpen(narrow ? null : firstToShow(result.claims)), [narrow, result]);
  const shown = result.claims.filter((claim) => only === ALL || claim.verdict === only);
  const chosen = result.claims.find((claim) => claim.id === open);
  const counts = tally(result.claims);
  const choices = [
    { id: ALL, name: `${words.show_all} ${result.claims.length}` },
    ...VERDICTS.map((verdict) => ({ id: verdict, name: `${verdictName(verdict, words)} ${counts[verdict]}` })),
  ];
  const panel = (claim: Claim) => <Panel claim={claim} draws={result.draws} close={() => setOpen(null)} />;
  return (
    <Page
      sentence={sentence(result.claims, words, lang)}
      aside={<p class="note">{fill(words.aside, { draws: result.draws, seed: result.seed })}</p>}
    >
      <div class={`claims ${chosen && !narrow ? "with-why" : ""}`}>
        <div class="claims-list">
          <Figure
            id="claims"
            title={words.list_title}
            tools={<Switch label={words.show} choices={choices} chosen={only} choose={setOnly} />}
            table={() => table(shown, result.draws, words, lang)}
          >
            <div class="claims-axis note" aria-hidden="true">
              <span>{words.head_verdict}</span>
              <span class="probability-ticks">
                {[0, 20, 80, 100].map((tick) => (
                  <span key={tick} style={{ left: `${tick}%` }}>
                    {tick}
                    {tick === 100 ? "\u202f%" : ""}
                  </span>
                ))}
              </span>
              <span class="claims-axis-end">{words.head_probability}</span>
            </div>
            <ul class="claim-items">
              {shown.map((claim) => (
                <Item
                  key={claim.id}
                  claim={claim}
                  draws={result.draws}
                  open={claim.id === open}
                  toggle={() => setOpen(claim.id === open ? null : claim.id)}
                >
                  {narrow && claim.id === open && panel(claim)}
                </Item>
              ))}
            </ul>
          </Figure>
        </div>
        {chosen && !narrow && <aside class="claims-why">{panel(chosen)}</aside>}
      </div>
    </Page>
  );
}

/** The first claim that depends: there is most to see; else the first of all. */
function firstToShow(claims: readonly Claim[]): string | null {
  return (claims.find((claim) => claim.verdict === "depends") ?? claims[0])?.id ?? null;
}

/** "Of 30 claims, 19 are supported, 6 are not and 5 depend on what is not known." */
export function sentence(claims: readonly Claim[], words: Words["claims"], lang: Lang): Span[] {
  const counts = tally(claims);
  const said = (verdict: ClaimVerdict, many: string, one: string) =>
    counts[verdict] ? [fill(counts[verdict] === 1 ? one : many, { n: number(counts[verdict], lang) })] : [];
  const parts = [
    ...said("supported", words.say_supported, words.say_supported_one),
    ...said("not supported", words.say_not, words.say_not_one),
    ...said("depends", words.say_depends, words.say_depends_one),
  ];
  const text = fill(words.say_all, { count: claims.length, parts: lang === "en" ? joined(parts, lang) : parts.join("，") });
  return [{ text, status: "" }];
}

function table(claims: readonly Claim[], draws: number, words: Words["claims"], lang: Lang): TwinTable {
  return {
    caption: words.table_title,
    heads: [
      words.head_claim,
      words.head_verdict,
      words.head_probability,
      words.head_interval,
      words.head_margin,
      words.head_against,
      words.head_turns,
    ],
    rows: claims.map((claim) => {
      const { low, high } = wilson(claim.probability, claim.draws ?? draws);
      return [
        statementOf(claim, lang),
        verdictName(claim.verdict, words),
        num(`${percent(claim.probability, lang)}\u202f%`),
        num(`${percent(low, lang)}–${percent(high, lang)}\u202f%`),
        num(marginText(claim, rowOf(claim, []), lang)),
        comparedWith(claim, [], words),
        turnsIf(claim, words, lang).join(" ") || "–",
      ];
    }),
  };
}
