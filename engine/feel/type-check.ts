import { entryOf, isContext, isList, isRecord, kindOf } from './kinds.js';
import type { FeelType } from './types.js';
import type { FeelValue } from './value.js';
import { FEEL } from './value.js';
import { midnight } from './temporal.js';

/** Whether a value is an instance of a type (10.3.2.9): null is one of `Null` only, except inside lists and contexts. */
export function isInstance(value: FeelValue, type: FeelType): boolean {
  return value === null ? type.kind === 'null' : conforms(value, type);
}

/** Whether a value may stand where a type is asked for (10.3.2.9.2): null always may. */
export function conforms(value: FeelValue, type: FeelType): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case 'any':
      return true;
    case 'list':
      return isList(value) && (type.of.kind === 'any' || value.every((item) => conforms(item, type.of)));
    case 'context':
      return (
        isContext(value) &&
        Object.entries(type.members).every(([name, member]) => {
          const entry = entryOf(value, name);
          return entry !== undefined && conforms(entry, member);
        })
      );
    case 'range':
      return (
        isRecord(value) &&
        value[FEEL] === 'range' &&
        conforms(value.low ?? null, type.of) &&
        conforms(value.high ?? null, type.of)
      );
    case 'function':
      return isRecord(value) && value[FEEL] === 'function' && typeConforms(value.type, type);
    default:
      return kindOf(value) === type.kind;
  }
}

/** Whether every value of a type is one of another type (10.3.2.9.2): results vary with, parameters against. */
export function typeConforms(type: FeelType, to: FeelType): boolean {
  if (to.kind === 'any' || type.kind === 'null') return true;
  if (type.kind !== to.kind) return false;
  if ((type.kind === 'list' && to.kind === 'list') || (type.kind === 'range' && to.kind === 'range')) {
    return typeConforms(type.of, to.of);
  }
  if (type.kind === 'context' && to.kind === 'context') {
    return Object.entries(to.members).every(([name, member]) => {
      const own = Object.hasOwn(type.members, name) ? type.members[name] : undefined;
      return own !== undefined && typeConforms(own, member);
    });
  }
  if (type.kind !== 'function' || to.kind !== 'function') return true;
  return (
    type.parameters.length === to.parameters.length &&
    to.parameters.every((parameter, index) => typeConforms(parameter, type.parameters[index] ?? to)) &&
    typeConforms(type.result, to.result)
  );
}

/**
 * A value as an argument or result of a type, with the implicit conversions of 10.3.2.9.4: a list of one for its item, an item for a
 * list of one, a date for its midnight in UTC. Undefined when it does not conform.
 */
export function coerced(value: FeelValue, type: FeelType): FeelValue | undefined {
  if (conforms(value, type)) return value;
  if (type.kind === 'list') return !isList(value) && conforms(value, type.of) ? [value] : undefined;
  if (isList(value)) {
    const [only] = value;
    return value.length === 1 && only !== undefined ? coerced(only, type) : undefined;
  }
  if (type.kind === 'date and time' && isRecord(value) && value[FEEL] === 'date') return midnight(value);
  return undefined;
}
