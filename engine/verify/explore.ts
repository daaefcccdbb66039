import type { Firing } from './fire.js';
import { firingsIn } from './fire.js';
import type { Marking, Net, NetNode } from './net.js';

/** A marking the search has found. */
export interface Found {
  readonly marking: Marking;
  /** Number of the marking it was found from, and the step; the first has none. */
  readonly from: number;
  readonly by: Firing | undefined;
  readonly tokens: number;
  /** Numbers of the markings behind it; filled when it has been looked at. */
  next: readonly number[];
}

/** All markings that were found, in the order of their distance from the first. */
export interface Exploration {
  readonly found: readonly Found[];
  /** Markings in which two tokens meet. */
  readonly meetings: readonly number[];
  /** A marking from which tokens can be added for ever in the same way. */
  readonly growing: number | undefined;
  /** Nodes that some step is of, and places that some step gives to. */
  readonly fired: ReadonlySet<NetNode>;
  readonly given: ReadonlySet<number>;
  /** False: there are more markings than could be looked at. */
  readonly isComplete: boolean;
}

/** What the search may do. */
export interface Search {
  /** Markings it may find. */
  readonly budget: number;
  /** The model says that activities take or give several tokens: that tokens meet is wanted then. */
  readonly mayMeet: boolean;
}

/** Markings with meetings are followed as far, to see whether tokens pile up. */
const MEETING_BUDGET = 2_000;
const MEETING_TOKENS = 3;

/** A large net has larger markings: fewer of them fit into the same work. */
const MOST_WORK = 20_000_000;

/** Finds all markings, breadth first, so that the way to each is a shortest one. */
export function explore(net: Net, start: Marking, { budget, mayMeet }: Search): Exploration {
  const known = new Map<string, number>();
  const found: Found[] = [];
  const meetings: number[] = [];
  let growing: number | undefined;
  const fired = new Set<NetNode>();
  const given = new Set<number>();
  let isComplete = true;
  const most = Math.min(budget, Math.ceil(MOST_WORK / (net.size + net.nodes.length)));
  const add = (marking: Marking, from: number, by: Firing | undefined): number => {
    const key = keyOf(marking);
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const number = found.length;
    known.set(key, number);
    found.push({ marking, from, by, tokens: marking.reduce((sum, count) => sum + count, 0), next: [] });
    if (!mayMeet && isMeeting(net, marking)) meetings.push(number);
    if (growing === undefined && isGrowing(found, number)) growing = number;
    return number;
  };
  add(start, -1, undefined);
  for (let at = 0; at < found.length && growing === undefined; at += 1) {
    const one = found[at];
    if (!one) break;
    if (found.length > most || meetings.length > MEETING_BUDGET) {
      isComplete = false;
      break;
    }
    if (meetings.length > 0 && one.marking.some((count) => count > MEETING_TOKENS)) continue;
    // One marking alone may have more steps than the search may look at.
    const left = most - found.length + 1;
    const firings = firingsIn(net, one.marking, left);
    if (firings.length > left) isComplete = false;
    for (const firing of firings) {
      fired.add(firing.by);
      for (const place of firing.given) given.add(place);
    }
    one.next = [...new Set(firings.map((firing) => add(firing.after, at, firing)))];
    if (!isComplete) break;
  }
  return { found, meetings, growing, fired, given, isComplete };
}

/** The marking as a text: markings with few tokens are short. */
function keyOf(marking: Marking): string {
  let key = '';
  marking.forEach((count, place) => {
    if (count > 0) key += count > 1 ? `${place}*${count},` : `${place},`;
  });
  return key;
}

/** Two tokens on one flow, or at an element that takes them one by one. */
function isMeeting({ nodes, edges }: Net, marking: Marking): boolean {
  if (edges.some((_, place) => (marking[place] ?? 0) > 1)) return true;
  return nodes.some(({ node, inputs }) => {
    if (node.join !== 'any' || node.tolerant || inputs.length < 2) return false;
    return inputs.reduce((sum, place) => sum + (marking[place] ?? 0), 0) > 1;
  });
}

/**
 * Whether the marking covers one it was reached from, by steps that can be taken again from there (Karp and Miller; steps that empty a
 * scope or look at where tokens are not do not count): then tokens can be added without end.
 */
function isGrowing(found: readonly Found[], number: number): boolean {
  const last = found[number];
  const before = last && found[last.from];
  if (!last || !before || last.tokens <= before.tokens) return false;
  for (let one: Found | undefined = last; one?.by; one = found[one.from]) {
    const { join, end } = one.by.by.node;
    if (join === 'inclusive' || join === 'complex' || end === 'final') return false;
    const earlier = found[one.from];
    if (earlier && earlier.tokens < last.tokens && covers(last.marking, earlier.marking)) return true;
  }
  return false;
}

function covers(marking: Marking, other: Marking): boolean {
  return other.every((count, place) => (marking[place] ?? 0) >= count);
}
