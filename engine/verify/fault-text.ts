import type { ProcessPlan } from '../model/plan.js';
import type { Text } from '../model/text.js';
import { nameOf } from './counterexample.js';
import { isStarted } from './fire.js';
import type { GraphEdge, GraphNode } from './graph.js';
import type { Marking, Net, NetNode } from './net.js';
import type { SoundnessFault } from './soundness-report.js';

/** What a marking is wrong about: the element, and the sentence that says so. */
export interface Blame {
  readonly elementId: string;
  readonly text: Text;
}

/** Names the element that a faulty marking is about. `before`: for tokens that pile up, the marking they piled up from. */
export function blame(plan: ProcessPlan, net: Net, fault: SoundnessFault, marking: Marking): Blame {
  const place = placeOf(net, fault, marking);
  const elementId = headOf(net.edges[place]?.to) ?? plan.processId;
  const name = nameOf(plan, elementId);
  switch (fault) {
    case 'unbounded':
      return {
        elementId,
        text: {
          zh: `${name.zh}处的令牌会无限增多`,
          en: `Tokens pile up at ${name.en} without end`,
        },
      };
    case 'lackOfSynchronisation':
      return {
        elementId,
        text: {
          zh: `${name.zh}之前的并行分支没有会合：前一个令牌还在，又来一个，后面的步骤会重复执行`,
          en: `Parallel branches are not brought together before ${name.en}: a second token comes while the first is there, and what follows is done twice`,
        },
      };
    case 'orJoinViciousCircle':
      return {
        elementId,
        text: {
          zh: `${name.zh}与另一个包容网关互相等待`,
          en: `${name.en} and another inclusive gateway wait for each other`,
        },
      };
    case 'deadlock':
      return { elementId, text: deadlockText(plan, net, place, marking, name) };
    default:
      return {
        elementId,
        text: {
          zh: `从${name.zh}再也到不了结束`,
          en: `From ${name.en} no way leads to the end`,
        },
      };
  }
}

function placeOf(net: Net, fault: SoundnessFault, marking: Marking): number {
  const full = net.edges.flatMap((_, place) => ((marking[place] ?? 0) > 0 ? [place] : []));
  const most = Math.max(0, ...full.map((place) => marking[place] ?? 0));
  const of = (test: (node: NetNode) => boolean): number | undefined =>
    net.nodes.filter(test).flatMap(({ inputs }) => full.filter((place) => inputs.includes(place)))[0];
  const several = ({ inputs }: NetNode): boolean => inputs.filter((place) => full.includes(place)).length > 1;
  if (fault === 'lackOfSynchronisation' && most < 2) return of((one) => one.node.join === 'any' && several(one)) ?? 0;
  if (fault === 'orJoinViciousCircle') return of(({ node }) => node.join === 'inclusive') ?? 0;
  if (fault === 'deadlock') return of(({ node }) => node.join === 'all') ?? full[0] ?? 0;
  return full.find((place) => marking[place] === most) ?? 0;
}

function deadlockText(plan: ProcessPlan, net: Net, place: number, marking: Marking, name: Text): Text {
  const node = net.nodes.find(({ inputs }) => inputs.includes(place));
  const missing = node?.node.join === 'all' ? node.inputs.filter((input) => (marking[input] ?? 0) === 0) : [];
  const sources = [...new Set(missing.flatMap((input) => lastBefore(net.edges[input], plan) ?? []))].map((id) =>
    nameOf(plan, id),
  );
  if (sources.length === 0 || (node && isStarted(node, marking))) {
    return {
      zh: `停在${name.zh}的令牌再也不能前进`,
      en: `The token that waits at ${name.en} can never move again`,
    };
  }
  return {
    zh: `${name.zh}一直等待来自${sources.map(({ zh }) => zh).join('、')}的令牌，而它不会再来`,
    en: `${name.en} waits for a token from ${sources.map(({ en }) => en).join(' and ')} that can never come`,
  };
}

/** The first element of a node, or of what follows it. */
function headOf(node: GraphNode | undefined): string | undefined {
  for (let next = node, left = 8; next && left > 0; next = next.out[0]?.to, left -= 1) {
    const [first] = next.steps;
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The last element before a place. */
function lastBefore(edge: GraphEdge | undefined, plan: ProcessPlan): string | undefined {
  return edge?.steps.at(-1) ?? edge?.from?.steps.at(-1) ?? plan.flows[edge?.flowIds[0] ?? '']?.sourceId;
}
