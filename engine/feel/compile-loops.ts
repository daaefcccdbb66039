import { charge, chargeList } from './budget.js';
import type { Closure, FeelFrame } from './frame.js';
import { isList, isRecord } from './kinds.js';
import { wholeOf, isNumber } from './number.js';
import type { Scope } from './scope.js';
import { bind, placeOf, within } from './scope.js';
import type { Iterator, Node, NodeOf } from './syntax.js';
import { childrenOf, sizeOf } from './syntax.js';
import { dateOfDay, dayOf } from './temporal.js';
import type { FeelRange, FeelValue } from './value.js';
import { FEEL } from './value.js';
import { warnTypes } from './warn.js';

type Visit = (value: FeelValue) => boolean;

/** One binding of a loop. `walk` calls `visit` for each value until it answers false; undefined when there is nothing to go over. */
interface Loop {
  readonly slot: number;
  readonly low: Closure;
  readonly high: Closure | undefined;
  readonly walk: (first: FeelValue, last: FeelValue | undefined, frame: FeelFrame, visit: Visit) => boolean | undefined;
}

/** Compiles the bindings of a loop, each visible to the next; the caller has opened a scope. */
function compileIterators(iterators: readonly Iterator[], scope: Scope): readonly Loop[] {
  return iterators.map((iterator) => {
    const domain = compileDomain(iterator, scope);
    return { slot: bind(scope, iterator.name), ...domain };
  });
}

function compileDomain({ from, to }: Iterator, scope: Scope): Omit<Loop, 'slot'> {
  const low = scope.compile(from);
  const high = to && scope.compile(to);
  const place = placeOf(scope, from);
  const walk: Loop['walk'] = (first, last, frame, visit) => {
    if (last !== undefined) return walkEnds(first, last, frame, visit) ?? refused(frame, [first, last]);
    if (isList(first)) {
      for (const item of first) if (!visit(item)) return false;
      return true;
    }
    if (isRecord(first) && first[FEEL] === 'range') return walkRange(first, frame, visit) ?? refused(frame, [first]);
    return first === null ? refused(frame, [first]) : visit(first);
  };
  return { low, high, walk };

  function refused(frame: FeelFrame, values: readonly FeelValue[]): undefined {
    warnTypes(frame.run, 'for', values, place);
    return undefined;
  }
}

/** Whole numbers or dates from one end to the other, upwards or downwards (10.3.1.2). */
function walkEnds(
  first: FeelValue,
  last: FeelValue,
  frame: FeelFrame,
  visit: (value: FeelValue) => boolean,
): boolean | undefined {
  const [from, to] = [ordinal(first), ordinal(last)];
  if (from === undefined || to === undefined || isNumber(first) !== isNumber(last)) return undefined;
  const step = from <= to ? 1 : -1;
  const dates = !isNumber(first);
  for (let index = from; step > 0 ? index <= to : index >= to; index += step) {
    charge(frame.run, 1);
    if (!visit(dates ? (dateOfDay(index) ?? null) : index)) return false;
  }
  return true;
}

function walkRange(range: FeelRange, frame: FeelFrame, visit: (value: FeelValue) => boolean): boolean | undefined {
  const [low, high] = [range.low ?? null, range.high ?? null];
  const [from, to] = [ordinal(low), ordinal(high)];
  if (from === undefined || to === undefined || range.test !== undefined) return undefined;
  const first = range.lowIncluded ? from : from + 1;
  const last = range.highIncluded ? to : to - 1;
  if (first > last) return true;
  const valueOf = (index: number): FeelValue => (isNumber(low) ? index : (dateOfDay(index) ?? null));
  return walkEnds(valueOf(first), valueOf(last), frame, visit);
}

function ordinal(value: FeelValue): number | undefined {
  if (isNumber(value)) return wholeOf(value);
  return isRecord(value) && value[FEEL] === 'date' ? dayOf(value) : undefined;
}

/** Runs the loops inside one another; `visit` answers false to stop. Undefined when one had nothing to go over. */
function runLoops(loops: readonly Loop[], frame: FeelFrame, visit: () => boolean, index = 0): boolean | undefined {
  const loop = loops[index];
  if (loop === undefined) return visit();
  let inner: boolean | undefined = true;
  const whole = loop.walk(loop.low(frame), loop.high?.(frame), frame, (value) => {
    charge(frame.run, 1);
    frame.slots[loop.slot] = value;
    inner = runLoops(loops, frame, visit, index + 1);
    return inner === true;
  });
  return whole === false ? inner : whole;
}

/** The closure of `for` (10.3.2). `partial` is the list of the results so far. */
export function compileFor(node: NodeOf<'for'>, scope: Scope): Closure {
  return within(scope, () => {
    const loops = compileIterators(node.iterators, scope);
    const partial = mentions(node.result, 'partial') ? bind(scope, 'partial') : undefined;
    const result = scope.compile(node.result);
    const cost = sizeOf(node.result);
    const [only] = loops;
    if (only !== undefined && loops.length === 1 && only.high === undefined && partial === undefined) {
      return compileSimpleFor(only, result, cost + 1);
    }
    return (frame) => {
      const results: FeelValue[] = [];
      const whole = runLoops(loops, frame, () => {
        charge(frame.run, cost);
        if (partial !== undefined) {
          chargeList(frame.run, results.length);
          frame.slots[partial] = results.slice();
        }
        results.push(result(frame));
        if (results.length % 1024 === 0) chargeList(frame.run, results.length);
        return true;
      });
      chargeList(frame.run, results.length);
      return whole === undefined ? null : results;
    };
  });
}

/** A `for` over one list, which most are. */
function compileSimpleFor({ slot, low, walk }: Loop, result: Closure, cost: number): Closure {
  return (frame) => {
    const domain = low(frame);
    const results: FeelValue[] = [];
    if (isList(domain)) {
      chargeList(frame.run, domain.length);
      for (const item of domain) {
        charge(frame.run, cost);
        frame.slots[slot] = item;
        results.push(result(frame));
      }
      return results;
    }
    const whole = walk(domain, undefined, frame, (value) => {
      charge(frame.run, cost);
      if (results.length % 1024 === 1023) chargeList(frame.run, results.length);
      frame.slots[slot] = value;
      results.push(result(frame));
      return true;
    });
    chargeList(frame.run, results.length);
    return whole === undefined ? null : results;
  };
}

/** The closure of `some` and `every`: three-valued like `or` and `and` over the conditions (10.3.2). */
export function compileQuantified(node: NodeOf<'quantified'>, scope: Scope): Closure {
  return within(scope, () => {
    const loops = compileIterators(node.iterators, scope);
    const condition = scope.compile(node.condition);
    const cost = sizeOf(node.condition);
    const decisive = node.word === 'some';
    return (frame) => {
      let answer: boolean | null = !decisive;
      const whole = runLoops(loops, frame, () => {
        charge(frame.run, cost);
        const truth = condition(frame);
        if (truth === decisive) {
          answer = decisive;
          return false;
        }
        if (truth !== !decisive) answer = null;
        return true;
      });
      return whole === undefined ? null : answer;
    };
  });
}

function mentions(node: Node, name: string): boolean {
  return (node.kind === 'name' && node.name === name) || childrenOf(node).some((child) => mentions(child, name));
}
