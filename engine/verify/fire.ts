import { isActivated } from './activation.js';
import type { Marking, Net, NetNode } from './net.js';

/** One step of the net: where tokens were taken, where they were put. */
export interface Firing {
  readonly by: NetNode;
  readonly taken: readonly number[];
  readonly given: readonly number[];
  readonly after: Marking;
  readonly isReset: boolean;
}

/** A place never holds more; what would go beyond stays there, and the search has long called it a fault. */
const MOST_TOKENS = 250;

/** The steps that are possible in a marking; `most` and those of the last node looked at when there are more. */
export function firingsIn(net: Net, marking: Marking, most = Number.POSITIVE_INFINITY): readonly Firing[] {
  const firings: Firing[] = [];
  for (const by of net.nodes) {
    if (firings.length > most) break;
    if (by.node.end === 'stuck') continue;
    if (by.node.join === 'complex' && isStarted(by, marking)) {
      if (canReset(net, by, marking)) for (const given of by.resets) firings.push(reset(net, by, marking, given));
      continue;
    }
    for (const taken of takings(net, by, marking)) {
      if (firings.length > most) break;
      for (const given of by.outputs) firings.push(fire(net, by, marking, taken, given));
    }
  }
  return firings;
}

/** The sets of places a node can take its tokens from now. */
function takings(net: Net, { node, inputs, senders }: NetNode, marking: Marking): readonly (readonly number[])[] {
  const full = inputs.filter((place) => (marking[place] ?? 0) > 0);
  if (full.length === 0) return [];
  if (node.takes > 1) return quantity(full, marking, node.takes);
  if (node.join === 'any') return full.map((place) => [place]);
  if (node.join === 'all') return full.length === inputs.length ? [full] : [];
  if (node.join === 'complex') {
    const count = full.reduce((sum, place) => sum + (marking[place] ?? 0), 0);
    return isActivated(node.activation, count) === false ? [] : [full];
  }
  const has = inputs.map((place) => (marking[place] ?? 0) > 0);
  return isExpecting(net, { inputs, senders, has }, marking) ? [] : [full];
}

function quantity(full: readonly number[], marking: Marking, takes: number): readonly (readonly number[])[] {
  const tokens = full.flatMap((place) => Array.from({ length: marking[place] ?? 0 }, () => place));
  return tokens.length < takes ? [] : [tokens.slice(0, takes)];
}

interface Awaited {
  readonly inputs: readonly number[];
  readonly senders: readonly ReadonlySet<number>[];
  /** By input: whether it has its token, or needs none any more. */
  readonly has: readonly boolean[];
}

/** Places whose tokens a gateway waits for: they can come to an empty flow, and not in the same way to a full one (13.4.3). */
export function expectedPlaces(net: Net, { inputs, senders, has }: Awaited, marking: Marking): readonly number[] {
  const found: number[] = [];
  for (let place = 0; place < net.edges.length; place += 1) {
    if ((marking[place] ?? 0) === 0 || inputs.includes(place)) continue;
    let [toEmpty, toFull] = [false, false];
    senders.forEach((from, at) => {
      if (!from.has(place)) return;
      if (has[at] === true) toFull = true;
      else toEmpty = true;
    });
    if (toEmpty && !toFull) found.push(place);
  }
  return found;
}

function isExpecting(net: Net, awaited: Awaited, marking: Marking): boolean {
  return expectedPlaces(net, awaited, marking).length > 0;
}

/** A complex gateway has fired and waits for its reset. */
export function isStarted({ consumed }: NetNode, marking: Marking): boolean {
  return consumed.some((place) => (marking[place] ?? 0) > 0);
}

function canReset(net: Net, { inputs, consumed, senders }: NetNode, marking: Marking): boolean {
  const has = inputs.map((place, at) => (marking[place] ?? 0) > 0 || (marking[consumed[at] ?? -1] ?? 0) > 0);
  return !isExpecting(net, { inputs, senders, has }, marking);
}

function fire(net: Net, by: NetNode, marking: Marking, taken: readonly number[], given: readonly number[]): Firing {
  if (by.node.end === 'final') {
    return { by, taken, given: [], after: new Uint8Array(marking.length), isReset: false };
  }
  const after = marking.slice();
  for (const place of taken) after[place] = (after[place] ?? 0) - 1;
  by.consumed.forEach((place, at) => {
    if (taken.includes(by.inputs[at] ?? -1)) after[place] = 1;
  });
  put(net, after, given, by.node.gives);
  return { by, taken, given, after, isReset: false };
}

/** The second phase: late tokens of flows that were empty in the first are consumed (13.4.5). */
function reset(net: Net, by: NetNode, marking: Marking, given: readonly number[]): Firing {
  const after = marking.slice();
  const late = by.inputs.filter(
    (place, at) => (marking[place] ?? 0) > 0 && (marking[by.consumed[at] ?? -1] ?? 0) === 0,
  );
  for (const place of late) after[place] = (after[place] ?? 0) - 1;
  for (const place of by.consumed) after[place] = 0;
  put(net, after, given, by.node.gives);
  return { by, taken: late, given, after, isReset: true };
}

function put(net: Net, marking: Marking, places: readonly number[], count: number): void {
  for (const place of places)
    if (!net.ends.has(place)) marking[place] = Math.min(MOST_TOKENS, (marking[place] ?? 0) + count);
}
