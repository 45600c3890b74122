// Who pays, who receives: payers, the fund, receivers; a band keeps the colour of who paid it to its end.
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import type { FundAnswer } from "./answer";

type Money = Pick<FundAnswer, "payers" | "receivers" | "flows">;

export interface FundNode {
  id: string;
  kind: "payer" | "fund" | "receiver";
  name: string;
  side: string;
  amount: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface FundBand {
  /** Who paid it. */
  payer: string;
  receiver: string;
  amount: number;
  side: string;
  path: string;
  width: number;
  /** Where its number stands. */
  x: number;
  y: number;
}

export interface FundGraph {
  nodes: FundNode[];
  bands: FundBand[];
}

interface Laid {
  id: string;
  kind: FundNode["kind"];
  name: string;
  side: string;
}

interface Moved {
  source: string;
  target: string;
  value: number;
  payer: string;
  receiver: string;
}

const FUND = "fund";
const BAR = 14;
const PAD = 22;

/** Lays the fund out; empty where no money moves. */
export function fundGraph(data: Money, name: string, width: number, height: number): FundGraph {
  const flows = data.flows.filter((flow) => flow.amount > 0);
  if (!flows.length || width <= 0) return { nodes: [], bands: [] };
  const order = data.payers.map((payer) => payer.id);
  const graph = sankey<Laid, Moved>()
    .nodeId((node) => node.id)
    .nodeWidth(BAR)
    .nodePadding(PAD)
    .nodeSort((one, other) => rank(one, data) - rank(other, data))
    .linkSort((one, other) => byEnds(one, other, order, data))
    .extent([
      [0, 4],
      [width, height - 4],
    ])({ nodes: nodesOf(data, flows, name), links: linksOf(flows, order) });
  const line = sankeyLinkHorizontal<Laid, Moved>();
  return {
    nodes: graph.nodes.map((node) => ({
      id: node.id,
      kind: node.kind,
      name: node.name,
      side: node.side,
      amount: node.value ?? 0,
      x: node.x0 ?? 0,
      y: node.y0 ?? 0,
      width: (node.x1 ?? 0) - (node.x0 ?? 0),
      height: (node.y1 ?? 0) - (node.y0 ?? 0),
    })),
    bands: graph.links.map((link) => {
      const ends = [link.source, link.target] as unknown as { x0?: number; x1?: number }[];
      const middle = ((ends[0]?.x1 ?? 0) + (ends[1]?.x0 ?? 0)) / 2;
      return {
        payer: link.payer,
        receiver: link.receiver,
        amount: link.value,
        side: data.payers.find((payer) => payer.id === link.payer)?.side ?? "",
        path: line(link) ?? "",
        width: Math.max(1, link.width ?? 0),
        x: middle,
        y: ((link.y0 ?? 0) + (link.y1 ?? 0)) / 2,
      };
    }),
  };
}

function nodesOf(data: Money, flows: Money["flows"], name: string): Laid[] {
  const paying = data.payers.filter((payer) => flows.some((flow) => flow.from === payer.id));
  const receiving = data.receivers.filter((one) => flows.some((flow) => flow.to === one.id));
  return [
    ...paying.map((one) => ({ id: `from-${one.id}`, kind: "payer" as const, name: one.name, side: one.side ?? "" })),
    { id: FUND, kind: "fund", name, side: "" },
    ...receiving.map((one) => ({ id: `to-${one.id}`, kind: "receiver" as const, name: one.name, side: one.id })),
  ];
}

function linksOf(flows: Money["flows"], order: readonly string[]): Moved[] {
  const into = order.flatMap((payer) => {
    const value = flows.filter((flow) => flow.from === payer).reduce((sum, flow) => sum + flow.amount, 0);
    return value > 0 ? [{ source: `from-${payer}`, target: FUND, value, payer, receiver: "" }] : [];
  });
  const out = flows.map((flow) => ({
    source: FUND,
    target: `to-${flow.to}`,
    value: flow.amount,
    payer: flow.from,
    receiver: flow.to,
  }));
  return [...into, ...out];
}

function rank(node: Laid, data: Money): number {
  const list = node.kind === "payer" ? data.payers : data.receivers;
  return list.findIndex((one) => node.id.endsWith(`-${one.id}`));
}

/** Bands leave the fund in the order of the receivers, and arrive in the order of the payers. */
function byEnds(one: Moved, other: Moved, order: readonly string[], data: Money): number {
  const receivers = data.receivers.map((receiver) => receiver.id);
  const to = receivers.indexOf(one.receiver) - receivers.indexOf(other.receiver);
  return to || order.indexOf(one.payer) - order.indexOf(other.payer);
}

/** Shares of what a side pays and of what reaches it. */
export function shareOf(data: Money, side: string): { pays: number; receives: number } {
  const total = data.flows.reduce((sum, flow) => sum + flow.amount, 0);
  const payers = new Set(data.payers.filter((one) => one.side === side).map((one) => one.id));
  const part = (flows: Money["flows"]) => flows.reduce((sum, flow) => sum + flow.amount, 0) / (total || 1);
  return {
    pays: part(data.flows.filter((flow) => payers.has(flow.from))),
    receives: part(data.flows.filter((flow) => flow.to === side)),
  };
}
