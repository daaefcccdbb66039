import { isDoc, keyOf, memberOf, pathParts, rankOf, sameValue, type Doc } from './bson-order.js';
import { badValue, unknownHere } from './wire-error.js';

/** Whether a document matches. */
export type Matcher = (doc: Doc) => boolean;

type Test = (value: unknown) => boolean;

/**
 * Walks a path as MongoDB does: an array on the way is entered element by element (or by a numeric part). At the end `test` gets the value;
 * with `spread` an array's elements come before the array itself. An absent field is `undefined`.
 */
function reach(value: unknown, parts: readonly string[], at: number, spread: boolean, test: Test): boolean {
  const part = parts[at];
  if (part === undefined) {
    if (spread && Array.isArray(value) && value.some((one) => test(one))) return true;
    return test(value);
  }
  if (Array.isArray(value)) {
    if (/^(0|[1-9]\d*)$/.test(part) && Number(part) < value.length) {
      if (reach(value[Number(part)], parts, at + 1, spread, test)) return true;
    }
    return value.some((one) => isDoc(one) && reach(one, parts, at, spread, test));
  }
  return isDoc(value) ? reach(memberOf(value, part), parts, at + 1, spread, test) : test(undefined);
}

/** Whether an operand is a document of operators; refuses a mixture. */
export function isOperators(operand: unknown): operand is Doc {
  if (!isDoc(operand)) return false;
  const names = Object.keys(operand);
  const operators = names.filter((name) => name.startsWith('$')).length;
  if (operators > 0 && operators < names.length) throw badValue('operators and fields mixed in one operand');
  return operators > 0;
}

const equals = (operand: unknown): Test => {
  if (operand instanceof RegExp) return matches(operand);
  if (operand === undefined) throw badValue('cannot compare to undefined');
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  return (value) => sameValue(value, operand);
};

const matches = (pattern: RegExp): Test => {
  const own = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return (value) => typeof value === 'string' && own.test(value);
};

const among = (operand: unknown, operator: string): Test => {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  if (operand.some((one) => one instanceof RegExp)) throw unknownHere(`regular expressions in ${operator}`);
  const keys = new Set(operand.map(keyOf));
  return (value) => keys.has(keyOf(value));
};

// Only values of the operand's own type are compared ("type bracketing").
const compares = (operand: unknown, operator: string, holds: (order: number) => boolean): Test => {
  if (Array.isArray(operand) || isDoc(operand) || operand instanceof RegExp || operand === undefined)
    throw unknownHere(`${operator} with such an operand`);
  const rank = rankOf(operand);
  const key = keyOf(operand);
  return (value) => {
    if (rankOf(value) !== rank) return false;
    const own = keyOf(value);
    return holds(own < key ? -1 : own > key ? 1 : 0);
  };
};

const TYPES: Readonly<Record<string, number>> = {
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
};

const hasType = (operand: unknown): Test => {
  const ranks = (Array.isArray(operand) ? operand : [operand]).map((name) => {
    const rank = typeof name === 'string' && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (rank === undefined) throw unknownHere(`$type ${JSON.stringify(name)}`);
    return rank;
  });
  return (value) => value !== undefined && ranks.includes(rankOf(value));
};

const elementMatcher = (operand: unknown): Test => {
  if (!isDoc(operand)) throw badValue('$elemMatch needs a document');
  if (isOperators(operand) && !['$and', '$or', '$nor'].includes(Object.keys(operand)[0] ?? '')) {
    const test = operatorsTest(operand, [], false);
    return (value) => Array.isArray(value) && value.some((one) => test(one));
  }
  const matcher = compileFilter(operand);
  return (value) => Array.isArray(value) && value.some((one) => isDoc(one) && matcher(one));
};

/** One test over the value that holds the field: each operator walks the path for itself. */
function operatorsTest(operators: Doc, parts: readonly string[], spread: boolean): Test {
  const any =
    (test: Test, each = spread): Test =>
    (root) =>
      reach(root, parts, 0, each, test);
  const not =
    (test: Test): Test =>
    (root) =>
      !test(root);
  const tests = Object.entries(operators).map(([operator, operand]): Test => {
    switch (operator) {
      case '$eq':
        return any(equals(operand));
      case '$ne':
        return not(any(equals(operand)));
      case '$in':
        return any(among(operand, operator));
      case '$nin':
        return not(any(among(operand, operator)));
      case '$gt':
        return any(compares(operand, operator, (order) => order > 0));
      case '$gte':
        return any(compares(operand, operator, (order) => order >= 0));
      case '$lt':
        return any(compares(operand, operator, (order) => order < 0));
      case '$lte':
        return any(compares(operand, operator, (order) => order <= 0));
      case '$exists':
        if (typeof operand !== 'boolean') throw unknownHere('$exists with anything but true or false');
        return operand ? any((value) => value !== undefined, false) : not(any((value) => value !== undefined, false));
      case '$type':
        return any(hasType(operand));
      case '$not':
        if (operand instanceof RegExp) return not(any(matches(operand)));
        if (!isOperators(operand)) throw badValue('$not needs operators or a regular expression');
        return not(operatorsTest(operand, parts, spread));
      case '$regex':
        return any(matches(toPattern(operand, operators['$options'])));
      case '$options':
        if (!('$regex' in operators)) throw badValue('$options needs a $regex');
        return () => true;
      case '$elemMatch':
        return any(elementMatcher(operand), false);
      case '$size':
        if (typeof operand !== 'number') throw badValue('$size needs a number');
        return any((value) => Array.isArray(value) && value.length === operand, false);
      case '$all': {
        if (!Array.isArray(operand) || operand.some(isOperators)) throw unknownHere('$all with such an operand');
        const all = operand.map((one) => any(equals(one)));
        return (root) => all.length > 0 && all.every((test) => test(root));
      }
      default:
        throw unknownHere(`query operator ${operator}`);
    }
  });
  return (root) => tests.every((test) => test(root));
}

function toPattern(operand: unknown, options: unknown): RegExp {
  const flags = typeof options === 'string' ? options : '';
  if (!/^[ims]*$/.test(flags)) throw unknownHere(`$options '${flags}'`);
  if (operand instanceof RegExp) return new RegExp(operand.source, `${operand.flags}${flags}`);
  if (typeof operand !== 'string') throw badValue('$regex needs text');
  return new RegExp(operand, `${flags}u`);
}

const branches = (operand: unknown, operator: string): readonly Matcher[] => {
  if (!Array.isArray(operand) || operand.length === 0) throw badValue(`${operator} needs a nonempty array`);
  return operand.map((one) => {
    if (!isDoc(one)) throw badValue(`${operator} needs documents`);
    return compileFilter(one);
  });
};

/** Compiles a filter of the portable subset; throws a WireError that names what is not known. */
export function compileFilter(filter: Doc): Matcher {
  const tests = Object.entries(filter).map(([name, operand]): Matcher => {
    if (name === '$and') {
      const all = branches(operand, name);
      return (doc) => all.every((one) => one(doc));
    }
    if (name === '$or') {
      const all = branches(operand, name);
      return (doc) => all.some((one) => one(doc));
    }
    if (name === '$nor') {
      const all = branches(operand, name);
      return (doc) => !all.some((one) => one(doc));
    }
    if (name.startsWith('$')) throw unknownHere(`query operator ${name}`);
    const parts = pathParts(name);
    if (isOperators(operand)) return operatorsTest(operand, parts, true);
    const test = equals(operand);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) {
      return (doc) => {
        const value = memberOf(doc, only);
        return (Array.isArray(value) && value.some((one) => test(one))) || test(value);
      };
    }
    return (doc) => reach(doc, parts, 0, true, test);
  });
  return tests.length === 1 && tests[0] !== undefined ? tests[0] : (doc) => tests.every((test) => test(doc));
}
