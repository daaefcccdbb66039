import { compareValues, copyDoc, isDoc, memberOf, pathParts, sameValue, setMember, type Doc } from './bson-order.js';
import { compileFilter, isOperators } from './match.js';
import { badValue, unknownHere, WireError } from './wire-error.js';

/** Gives the new value of a field; `undefined` removes it. */
type Change = (before: unknown) => unknown;

function changeAt(doc: Doc, parts: readonly string[], at: number, change: Change): Doc {
  const part = parts[at] ?? '';
  const before = memberOf(doc, part);
  const copy = copyDoc(doc);
  if (at === parts.length - 1) {
    const after = change(before);
    if (after === undefined) delete copy[part];
    else setMember(copy, part, after);
    return copy;
  }
  if (Array.isArray(before)) throw unknownHere(`an update that goes into an array ('${parts.join('.')}')`);
  if (before !== undefined && !isDoc(before))
    throw new WireError(28, 'PathNotViable', `cannot create field '${parts[at + 1] ?? ''}' in element {${part}}`);
  if (before === undefined && change(undefined) === undefined) return doc;
  setMember(copy, part, changeAt(before ?? {}, parts, at + 1, change));
  return copy;
}

const numberOf = (value: unknown, what: string): number => {
  if (typeof value === 'number') return value;
  throw new WireError(14, 'TypeMismatch', `cannot apply ${what} to a value of non-numeric type`);
};

const arrayOf = (value: unknown, what: string): readonly unknown[] => {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw badValue(`the field of ${what} must be an array`);
};

const eachOf = (operand: unknown, allowed: readonly string[], what: string): readonly unknown[] => {
  if (!isOperators(operand)) return [operand];
  for (const name of Object.keys(operand)) if (!allowed.includes(name)) throw unknownHere(`${what} with ${name}`);
  return arrayOf(operand['$each'], '$each');
};

function push(operand: unknown): Change {
  const added = eachOf(operand, ['$each', '$slice'], '$push');
  const slice = isOperators(operand) ? operand['$slice'] : undefined;
  return (before) => {
    const all = [...arrayOf(before, '$push'), ...added];
    if (typeof slice !== 'number') return all;
    return slice >= 0 ? all.slice(0, slice) : all.slice(slice);
  };
}

function pull(operand: unknown): Change {
  const gone = isOperators(operand)
    ? compileFilter({ value: operand })
    : isDoc(operand)
      ? compileFilter(operand)
      : undefined;
  return (before) => {
    if (before === undefined) return undefined;
    return arrayOf(before, '$pull').filter((one) => {
      if (gone === undefined) return !sameValue(one, operand);
      return !(isOperators(operand) ? gone({ value: one }) : isDoc(one) && gone(one));
    });
  };
}

function changeOf(operator: string, operand: unknown, inserting: boolean): Change | undefined {
  switch (operator) {
    case '$set':
      return () => operand;
    case '$setOnInsert':
      return inserting ? () => operand : undefined;
    case '$unset':
      return () => undefined;
    case '$inc': {
      const by = numberOf(operand, '$inc');
      return (before) => (before === undefined ? by : numberOf(before, '$inc') + by);
    }
    case '$min':
      return (before) => (before === undefined || compareValues(operand, before) < 0 ? operand : before);
    case '$max':
      return (before) => (before === undefined || compareValues(operand, before) > 0 ? operand : before);
    case '$push':
      return push(operand);
    case '$addToSet': {
      const added = eachOf(operand, ['$each'], '$addToSet');
      return (before) =>
        added.reduce<readonly unknown[]>(
          (all, one) => (all.some((other) => sameValue(other, one)) ? all : [...all, one]),
          arrayOf(before, '$addToSet'),
        );
    }
    case '$pull':
      return pull(operand);
    default:
      throw unknownHere(`update operator ${operator}`);
  }
}

/** An update of the portable subset. */
export interface Update {
  readonly kind: 'replace' | 'operators';
  /** The document after the update; `inserting`: `doc` is what an upsert starts from. */
  apply(doc: Doc, inserting: boolean): Doc;
}

/** Compiles the `u` of an update or the `update` of a findAndModify. Refuses pipelines and what stands outside the portable subset. */
export function compileUpdate(update: unknown): Update {
  if (Array.isArray(update)) throw unknownHere('updates by a pipeline');
  if (!isDoc(update)) throw badValue('an update is a document');
  if (!isOperators(update)) {
    return {
      kind: 'replace',
      apply: (doc) => {
        const next: Doc = {};
        setMember(next, '_id', memberOf(update, '_id') ?? memberOf(doc, '_id'));
        for (const name of Object.keys(update)) setMember(next, name, update[name]);
        return next;
      },
    };
  }
  const steps = Object.entries(update).flatMap(([operator, fields]) => {
    if (!isDoc(fields)) throw new WireError(9, 'FailedToParse', `${operator} needs a document`);
    return Object.entries(fields).map(([path, operand]) => ({ operator, path, parts: pathParts(path), operand }));
  });
  for (const [at, { path }] of steps.entries()) {
    const other = steps.find((one, place) => place !== at && (path === one.path || path.startsWith(`${one.path}.`)));
    if (other !== undefined)
      throw new WireError(
        40,
        'ConflictingUpdateOperators',
        `updating '${path}' would create a conflict at '${other.path}'`,
      );
  }
  for (const { operator, operand } of steps) changeOf(operator, operand, true);
  return {
    kind: 'operators',
    apply: (doc, inserting) =>
      steps.reduce((now, { operator, operand, parts }) => {
        const change = changeOf(operator, operand, inserting);
        return change === undefined ? now : changeAt(now, parts, 0, change);
      }, doc),
  };
}

/** What an upsert starts from: the equalities of its filter. */
export function seedOf(filter: Doc): Doc {
  const seed = (from: Doc, into: Doc): Doc =>
    Object.entries(from).reduce((now, [name, operand]) => {
      if (name === '$and' && Array.isArray(operand))
        return operand.filter(isDoc).reduce((all, one) => seed(one, all), now);
      if (name.startsWith('$')) return now;
      const value = isOperators(operand) ? operand['$eq'] : operand;
      if (value === undefined || value instanceof RegExp) return now;
      return changeAt(now, pathParts(name), 0, () => value);
    }, into);
  return seed(filter, {});
}
