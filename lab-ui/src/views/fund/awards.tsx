// The award list: who, what it is worth, what it costs, who pays, and how sure the award is.
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { fill, type Words } from "../../words";
import { num, Twin } from "../common/figure";
import { awardsOf, type FundAnswer } from "./answer";
import { currencyName } from "./names";

const SHOWN = 10;

export function Awards({ answer }: { answer: FundAnswer }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const [all, setAll] = useState(false);
  const awards = awardsOf(answer);
  const side = (id: string) => answer.receivers.find((one) => one.id === id)?.name ?? id;
  const payer = (id: string) => answer.payers.find((one) => one.id === id)?.name ?? id;
  const shown = all ? awards : awards.slice(0, SHOWN);
  return (
    <section class="block">
      <h2>{words.awards_title}</h2>
      <p class="note">
        {fill(words.awards_note, { count: awards.length })} <span lang="en">{answer.note}</span>
      </p>
      <Twin
        caption={words.awards_title}
        heads={[
          words.head_proposal,
          words.head_lead,
          words.head_team,
          words.head_field,
          words.head_value,
          `${words.head_cost}, ${currencyName(answer, words, lang)}`,
          words.head_paid,
          words.head_sure,
        ]}
        rows={shown.map((award) => [
          `${award.proposal} ${award.title}`,
          award.institution,
          award.sides.map(side).join(" + "),
          award.field,
          num(number(award.value, lang)),
          num(number(award.cost, lang)),
          Object.entries(award.paid_by)
            .map(([id, amount]) => `${payer(id)} ${number(amount, lang)}`)
            .join(", "),
          certainty(award.certainty, words),
        ])}
      />
      {awards.length > SHOWN && (
        <button type="button" class="link" onClick={() => setAll(!all)}>
          {fill(all ? words.awards_few : words.awards_all, { count: all ? SHOWN : awards.length })}
        </button>
      )}
    </section>
  );
}

function certainty(found: string, words: Words["fund"]): string {
  if (found === "near-tie") return words.certainty_tie;
  if (found === "firm") return words.certainty_firm;
  if (found === "not checked") return words.certainty_unchecked;
  return found === "open" ? words.certainty_open : found;
}
