import { charge } from './budget.js';
import type { Closure, FeelFrame } from './frame.js';
import { isList } from './kinds.js';
import { isNumber, wholeOf } from './number.js';
import type { Scope } from './scope.js';
import { bind, newSlot, placeOf, within } from './scope.js';
import type { Node, NodeOf } from './syntax.js';
import { sizeOf } from './syntax.js';
import type { FeelNumber, FeelValue } from './value.js';
import { warnTypes } from './warn.js';

/**
 * The closure of a filter `list[...]` (10.3.2.5, table 66): a number is a place from 1, or from the end below 0; anything else is asked of
 * each item, whose entries are names, with `item` for itself. What is no list counts as a list of one; null as an empty one.
 */
export function compileFilter(node: NodeOf<'filter'>, scope: Scope): Closure {
  const source = scope.compile(node.source);
  const { condition } = node;
  if (condition.kind === 'number') {
    const place = wholeOf(condition.value ?? 0) ?? 0;
    return (frame) => itemAt(listOf(source(frame)), place);
  }
  return within(scope, () => {
    const item = bind(scope, 'item');
    const slot = newSlot(scope);
    scope.bindings.push({ kind: 'item', slot });
    const test = scope.compile(condition);
    const cost = sizeOf(condition) + 1;
    const isCondition = judges(condition);
    const place = placeOf(scope, condition);
    const ask = (frame: FeelFrame, value: FeelValue): FeelValue => {
      charge(frame.run, cost);
      frame.slots[slot] = value;
      frame.slots[item] = value;
      return test(frame);
    };
    return (frame) => {
      const list = listOf(source(frame));
      const { warnings } = frame.run;
      const before = warnings.length;
      const first = isCondition && list.length === 0 ? null : ask(frame, list[0] ?? null);
      if (isNumber(first)) return byPlace(list, first);
      // Nobody asked about the item of an empty list.
      if (list.length === 0) warnings.length = before;
      return list.filter((value, index) => {
        const answer = index === 0 ? first : ask(frame, value);
        if (answer !== null && typeof answer !== 'boolean') warnTypes(frame.run, '[]', [answer], place);
        return answer === true;
      });
    };
  });
}

/** Whether an expression can give nothing but a truth value. */
function judges(node: Node): boolean {
  return ['compare', 'logic', 'between', 'in', 'instance', 'quantified'].includes(node.kind);
}

function listOf(value: FeelValue): readonly FeelValue[] {
  if (isList(value)) return value;
  return value === null ? [] : [value];
}

function byPlace(list: readonly FeelValue[], place: FeelNumber): FeelValue {
  const whole = wholeOf(place);
  return whole === undefined ? null : itemAt(list, whole);
}

function itemAt(list: readonly FeelValue[], place: number): FeelValue {
  return place === 0 ? null : (list.at(place > 0 ? place - 1 : place) ?? null);
}
