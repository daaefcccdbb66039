import { isRecord, kindOf } from './kinds.js';
import type { FeelType } from './types.js';
import { ANY } from './types.js';
import type { FeelValue } from './value.js';
import { FEEL } from './value.js';

/** The type of a value that stands in the text. */
export function typeOfValue(value: FeelValue): FeelType {
  const kind = kindOf(value);
  if (kind === 'list' || kind === 'context' || kind === 'function' || (isRecord(value) && value[FEEL] === 'range'))
    return ANY;
  return { kind } as FeelType;
}

/** The one type of several, or `any`. */
export function commonType(types: readonly FeelType[]): FeelType {
  const known = types.filter((type) => type.kind !== 'null');
  const [first] = known;
  return first !== undefined && known.every((type) => sameType(type, first, { left: 200 })) ? first : ANY;
}

/** Whether two types are the same. Types can share their parts many times over, so what takes too long to compare counts as different. */
function sameType(one: FeelType, other: FeelType, fuel: { left: number }): boolean {
  fuel.left -= 1;
  if (one === other) return true;
  if (fuel.left < 0 || one.kind !== other.kind) return false;
  if (one.kind === 'list' || one.kind === 'range') return 'of' in other && sameType(one.of, other.of, fuel);
  if (one.kind === 'context' && other.kind === 'context') {
    const names = Object.keys(one.members);
    return (
      names.length === Object.keys(other.members).length &&
      names.every((name) => {
        const [left, right] = [one.members[name], Object.hasOwn(other.members, name) ? other.members[name] : undefined];
        return left !== undefined && right !== undefined && sameType(left, right, fuel);
      })
    );
  }
  return one.kind !== 'function';
}

/** Whether a type says something about the values that stand there. */
export const isKnown = (type: FeelType): boolean => type.kind !== 'any' && type.kind !== 'null';
