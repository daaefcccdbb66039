import type { SoundnessFault } from './soundness-report.js';
import type { Exploration } from './explore.js';
import { expectedPlaces, firingsIn } from './fire.js';
import type { Marking, Net, NetNode } from './net.js';

/** A fault and the markings that show it; for dead elements there is none. */
export interface Finding {
  readonly fault: SoundnessFault;
  readonly numbers: readonly number[];
}

/**
 * What is wrong with the markings found: the worst fault, or nothing. `mayBeEnded`: something from outside can end the scope at any
 * time, so going round for ever is no fault; tokens that can never move are one all the same.
 */
export function judge(net: Net, exploration: Exploration, mayBeEnded: boolean): Finding | undefined {
  const { found, meetings, growing } = exploration;
  if (growing !== undefined) return { fault: 'unbounded', numbers: [growing] };
  if (meetings.length > 0) return { fault: 'lackOfSynchronisation', numbers: meetings };
  const isEmpty = (number: number): boolean => found[number]?.tokens === 0;
  const looked = found.map((_, number) => number);
  const dead = looked.filter((number) => !isEmpty(number) && isDead(net, exploration, number));
  const circles = dead.filter((number) => isCircle(net, found[number]?.marking));
  if (circles.length > 0) return { fault: 'orJoinViciousCircle', numbers: circles };
  if (dead.length > 0) return { fault: 'deadlock', numbers: dead };
  if (mayBeEnded || !exploration.isComplete) return undefined;
  const ending = endingOf(exploration, isEmpty);
  const endless = looked.filter((number) => !ending.has(number));
  return endless.length > 0 ? { fault: 'livelock', numbers: endless } : undefined;
}

function isDead(net: Net, { found, isComplete }: Exploration, number: number): boolean {
  const one = found[number];
  if (!one || one.next.length > 0) return false;
  // One that the search has not come to yet has nothing behind it either.
  return isComplete || firingsIn(net, one.marking).length === 0;
}

/** Markings from which an end can be reached. */
function endingOf({ found }: Exploration, isEnd: (number: number) => boolean): ReadonlySet<number> {
  const before = found.map((): number[] => []);
  found.forEach(({ next }, number) => {
    for (const after of next) before[after]?.push(number);
  });
  const ending = new Set(found.map((_, number) => number).filter(isEnd));
  const open = [...ending];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    for (const earlier of before[number] ?? []) {
      if (ending.has(earlier)) continue;
      ending.add(earlier);
      open.push(earlier);
    }
  }
  return ending;
}

/** Inclusive gateways wait for each other: each for tokens that wait at the next. */
function isCircle(net: Net, marking: Marking | undefined): boolean {
  if (!marking) return false;
  const waiting = net.nodes.filter(
    ({ node, inputs }) => node.join === 'inclusive' && inputs.some((place) => (marking[place] ?? 0) > 0),
  );
  const awaits = new Map(waiting.map((node) => [node, awaitedBy(net, node, waiting, marking)]));
  const reaches = (from: NetNode, to: NetNode, seen: Set<NetNode>): boolean =>
    (awaits.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return waiting.some((node) => reaches(node, node, new Set()));
}

function awaitedBy(net: Net, node: NetNode, waiting: readonly NetNode[], marking: Marking): readonly NetNode[] {
  const has = node.inputs.map((place) => (marking[place] ?? 0) > 0);
  const places = expectedPlaces(net, { inputs: node.inputs, senders: node.senders, has }, marking);
  return waiting.filter((other) => other !== node && other.inputs.some((place) => places.includes(place)));
}
