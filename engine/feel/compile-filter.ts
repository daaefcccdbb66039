import { charge } from './budget.js';
import type { FeelPosition } from './feel-problem.js';
import type { Closure, FeelFrame } from './frame.js';
import { isContext, isList } from './kinds.js';
import { isNumber, wholeOf } from './number.js';
import type { Scope } from './scope.js';
import { bind, newSlot, placeOf, within } from './scope.js';
import type { Node, NodeOf } from './syntax.js';
import { sizeOf } from './syntax.js';
import type { FeelNumber, FeelValue } from './value.js';
import { warn, warnTypes } from './warn.js';

/**
 * The closure of a filter `list[...]` (10.3.2.5): a number is a place from 1, or from the end below 0; anything else is asked of
 * each item, whose entries are names, with `item` for itself. What is no list counts as a list of one; of null there is nothing to take.
 */
export function compileFilter(node: NodeOf<'filter'>, scope: Scope): Closure {
  const source = scope.compile(node.source);
  const { condition } = node;
  if (condition.kind === 'number') {
    const place = wholeOf(condition.value ?? 0) ?? 0;
    const missing = noItem(placeOf(scope, node));
    return (frame) => {
      const given = source(frame);
      if (given === null) return null;
      const item = itemAt(listOf(given), place);
      return item === undefined ? missing(frame) : item;
    };
  }
  return within(scope, () => {
    const item = bind(scope, 'item');
    const slot = newSlot(scope);
    scope.bindings.push({ kind: 'item', slot });
    const test = scope.compile(condition);
    const cost = sizeOf(condition) + 1;
    const isCondition = judges(condition);
    const missing = noItem(placeOf(scope, node));
    const place = placeOf(scope, condition);
    const ask = (frame: FeelFrame, value: FeelValue): FeelValue => {
      charge(frame.run, cost);
      // Only a context has entries that can be names: told once for all names that are looked up.
      frame.slots[slot] = isContext(value) ? value : null;
      frame.slots[item] = value;
      return test(frame);
    };
    return (frame) => {
      const given = source(frame);
      if (given === null) return null;
      const list = listOf(given);
      const { warnings } = frame.run;
      const before = warnings.length;
      const first = isCondition && list.length === 0 ? null : ask(frame, list[0] ?? null);
      if (isNumber(first)) {
        const found = byPlace(list, first);
        return found === undefined ? missing(frame) : found;
      }
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
  return isList(value) ? value : [value];
}

function byPlace(list: readonly FeelValue[], place: FeelNumber): FeelValue | undefined {
  const whole = wholeOf(place);
  return whole === undefined ? undefined : itemAt(list, whole);
}

function noItem(position: FeelPosition): Closure {
  const message = { zh: '列表中没有这个位置', en: 'The list has no such place' };
  return ({ run }) => warn(run, 'NO_ITEM_FOUND', message, position);
}

function itemAt(list: readonly FeelValue[], place: number): FeelValue | undefined {
  return place === 0 ? undefined : list.at(place > 0 ? place - 1 : place);
}
