// The money: payers at the left, the fund in the middle, sides where it is spent at the right; then what is net.
import { number } from "../../format";
import { textWidth } from "../../labels";
import { useLabState, useWords } from "../../lab";
import type { Lang } from "../../types";
import { fill, type Words } from "../../words";
import { Figure, num, type TwinTable } from "../common/figure";
import { useWidth } from "../common/size";
import type { FundAnswer } from "./answer";
import { fundGraph, type FundNode } from "./graph";
import { currencyName } from "./names";

const HEIGHT = 250;
const HEAD = 26;
const FOOT = 8;
/** Least height of a band for its number to stand inside. */
const ROOM = 18;
/** Size of the names, and room for an amount beside one, in pixels. */
const LETTER = 15;
const AMOUNT = 44;

export function MoneyFlow({ answer }: { answer: FundAnswer }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const [frame, width] = useWidth<HTMLDivElement>();
  const years = answer.years ?? [];
  const span = years.length ? `, ${years[0]}–${years[years.length - 1]}` : "";
  return (
    <Figure
      id="fund-flow"
      title={words.flow_title}
      note={fill(words.flow_note, { currency: `${currencyName(answer, words, lang)}${span}` })}
      table={() => flowTable(answer, words, lang)}
    >
      <div class="fund-flow" ref={frame}>
        {width > 0 && <Drawing answer={answer} width={width} />}
      </div>
      <Net answer={answer} />
    </Figure>
  );
}

function Drawing({ answer, width }: { answer: FundAnswer; width: number }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const tone = useTone();
  const graph = fundGraph(answer, answer.name, width, HEIGHT);
  // the fund's name stands between what the payers and the receivers are called, if they leave it room
  const longest = Math.max(
    0,
    ...graph.nodes.filter((node) => node.kind !== "fund").map((node) => textWidth(fill(words.pays, { name: node.name }), LETTER)),
  );
  const roomy = width / 2 - longest - AMOUNT > textWidth(answer.name, LETTER) / 2 + AMOUNT;
  const name = (id: string, list: readonly { id: string; name: string }[]) => list.find((one) => one.id === id)?.name ?? id;
  return (
    <svg
      class="drawn"
      width={width}
      height={HEIGHT + HEAD + FOOT}
      viewBox={`0 0 ${width} ${HEIGHT + HEAD + FOOT}`}
      role="img"
      aria-label={answer.sentence || words.flow_title}
    >
      <g transform={`translate(0 ${HEAD})`}>
        {graph.bands.map((band) => (
          <path
            key={`${band.payer}-${band.receiver}`}
            class={`fund-band ${tone(band.side)}`}
            d={band.path}
            stroke-width={band.width}
          >
            <title>
              {name(band.payer, answer.payers)} → {band.receiver ? name(band.receiver, answer.receivers) : answer.name}:{" "}
              {number(band.amount, lang)} {answer.currency}
            </title>
          </path>
        ))}
        {graph.nodes.map((node) => (
          <rect
            key={node.id}
            class={`fund-node ${node.kind} ${tone(node.side)}`}
            x={node.x}
            y={node.y}
            width={node.width}
            height={Math.max(1, node.height)}
          />
        ))}
        {graph.bands.map((band) =>
          band.receiver && band.width > ROOM ? (
            <text key={`n-${band.payer}-${band.receiver}`} class="fund-number" x={band.x} y={band.y + 4} text-anchor="middle">
              {number(band.amount, lang)}
            </text>
          ) : null,
        )}
        {graph.nodes.map((node) => (
          <NodeName key={`t-${node.id}`} node={node} roomy={roomy} />
        ))}
      </g>
    </svg>
  );
}

function NodeName({ node, roomy }: { node: FundNode; roomy: boolean }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const amount = number(node.amount, lang);
  if (node.kind === "fund")
    return (
      <text class="fund-name" x={node.x + node.width / 2} y={-10} text-anchor="middle">
        {roomy ? `${node.name} ` : ""}
        {amount}
      </text>
    );
  const left = node.kind === "payer";
  const x = left ? node.x : node.x + node.width;
  const text = left ? fill(words.pays, { name: node.name }) : node.name;
  return (
    <text class="fund-name" x={x} y={node.y - 6} text-anchor={left ? "start" : "end"}>
      {text} {amount}
    </text>
  );
}

function Net({ answer }: { answer: FundAnswer }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const tone = useTone();
  const name = (side: string) => answer.receivers.find((one) => one.id === side)?.name ?? side;
  return (
    <div class="fund-net">
      <p>
        <b>{words.net}</b>{" "}
        {answer.net.map((row) => (
          <span key={row.side} class={`net-side ${tone(row.side)}`}>
            {name(row.side)} {number(row.amount, lang, { sign: true })}
          </span>
        ))}
      </p>
      <p class="note">{words.net_note}</p>
    </div>
  );
}

/** The colour class of a side; a pot or a government of neither side is grey. */
export function useTone(): (side: string) => string {
  const sides = useLabState((state) => state.info?.about.sides);
  return (side) => `tone${sides?.find((one) => one.id === side)?.tone ?? 5}`;
}

function flowTable(answer: FundAnswer, words: Words["fund"], lang: Lang): TwinTable {
  const payer = (id: string) => answer.payers.find((one) => one.id === id)?.name ?? id;
  const side = (id: string) => answer.receivers.find((one) => one.id === id)?.name ?? id;
  return {
    caption: words.flow_title,
    heads: [words.head_from, words.head_to, currencyName(answer, words, lang)],
    rows: [
      ...answer.flows.map((flow) => [payer(flow.from), side(flow.to), num(number(flow.amount, lang))]),
      ...answer.net.map((row) => [words.net, side(row.side), num(number(row.amount, lang, { sign: true }))]),
    ],
  };
}
