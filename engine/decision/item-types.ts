import { errorAt } from '../compile/problem-maker.js';
import { compileTyped } from '../feel/compile-typed.js';
import { entryOf, isContext, isList, kindOf } from '../feel/kinds.js';
import type { FeelRun } from '../feel/run.js';
import { conforms } from '../feel/type-check.js';
import type { FeelType, SimpleTypeName } from '../feel/types.js';
import { ANY } from '../feel/types.js';
import type { FeelValue } from '../feel/value.js';
import type { Problem } from '../model/problem.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, idOf, text } from './dmn-node.js';

/** A type of a model (DMN 1.5, 7.3.3): what FEEL knows of it, and what it accepts beyond that (allowed values, constraints). */
export interface DmnType {
  readonly name: string;
  readonly feel: FeelType;
  /** Whether a value other than null belongs to the type. Null belongs to every type (10.3.2.9.1). */
  readonly accepts: (value: FeelValue, run: FeelRun) => boolean;
  /** Type of the items of a list. */
  readonly of?: DmnType;
  /** Types of the members of a context. */
  readonly members?: ReadonlyMap<string, DmnType>;
  /** What a function of this type gives. */
  readonly result?: DmnType | undefined;
  /** Source of the allowed values, which order an output of this type (8.2.10). */
  readonly allowedValues?: string | undefined;
  /** Whether it accepts less than its FEEL type says. */
  readonly constrained?: boolean;
}

/** The types that a model can name. */
export interface TypeTable {
  /** Undefined for a name that nobody defines. */
  readonly find: (name: string) => DmnType | undefined;
  /** FEEL's view of the item definitions by name, for `instance of`. */
  readonly feelTypes: Readonly<Record<string, FeelType>>;
}

/** The type that accepts everything. */
export const ANY_TYPE: DmnType = { name: 'Any', feel: ANY, accepts: () => true };

function simple(kind: SimpleTypeName): DmnType {
  return { name: kind, feel: { kind }, accepts: (value) => kindOf(value) === kind };
}

function listOf(of: DmnType, name: string): DmnType {
  const accepts = (value: FeelValue, run: FeelRun): boolean =>
    isList(value) && value.every((item) => item === null || of.accepts(item, run));
  return { name, feel: { kind: 'list', of: of.feel }, accepts, of };
}

function contextOf(members: ReadonlyMap<string, DmnType>, name: string): DmnType {
  const feel: FeelType = {
    kind: 'context',
    members: Object.fromEntries([...members].map(([key, type]) => [key, type.feel])),
  };
  const accepts = (value: FeelValue, run: FeelRun): boolean => {
    if (!isContext(value)) return false;
    for (const [key, type] of members) {
      const member = entryOf(value, key);
      if (member === undefined || (member !== null && !type.accepts(member, run))) return false;
    }
    return true;
  };
  return { name, feel, accepts, members };
}

/** A type of ranges or functions: FEEL can judge these by itself. */
function plain(feel: FeelType, name: string): DmnType {
  return { name, feel, accepts: (value) => conforms(value, feel) };
}

const FUNCTION: DmnType = { name: 'function', feel: ANY, accepts: (value) => kindOf(value) === 'function' };

// `integer`, `long` and `double` are what Camunda's modeler writes for numbers; DMN has one type of number.
const BUILTINS: ReadonlyMap<string, DmnType> = new Map([
  ['Any', ANY_TYPE],
  ['any', ANY_TYPE],
  ['Null', { name: 'Null', feel: { kind: 'null' }, accepts: () => false }],
  ['boolean', simple('boolean')],
  ['string', simple('string')],
  ['number', simple('number')],
  ['integer', simple('number')],
  ['long', simple('number')],
  ['double', simple('number')],
  ['date', simple('date')],
  ['time', simple('time')],
  ['date and time', simple('date and time')],
  ['dateTime', simple('date and time')],
  ['days and time duration', simple('days and time duration')],
  ['dayTimeDuration', simple('days and time duration')],
  ['years and months duration', simple('years and months duration')],
  ['yearMonthDuration', simple('years and months duration')],
  ['list', listOf(ANY_TYPE, 'list')],
  ['context', contextOf(new Map(), 'context')],
  ['range', plain({ kind: 'range', of: ANY }, 'range')],
  ['function', FUNCTION],
]);

/**
 * Reads the item definitions of a model. Names of imported types begin with the import's name and a dot. Problems are noted for types
 * that nobody defines and for constraints that are no unary tests.
 */
export function readTypes(
  definitions: DmnNode,
  imported: ReadonlyMap<string, TypeTable>,
  problems: Problem[],
): TypeTable {
  const items = new Map(children(definitions, 'itemDefinition').map((item) => [text(item, 'name') ?? '', item]));
  const made = new Map<string, DmnType>();
  const open = new Set<string>();

  const find = (ref: string): DmnType | undefined => {
    const known = made.get(ref);
    if (known) return known;
    const item = items.get(ref);
    if (item) return open.has(ref) ? laterType(ref, () => made.get(ref)) : define(ref, item);
    const generic = /^(list|range)\s*<(.+)>$/.exec(ref);
    if (generic) {
      const of = find((generic[2] ?? '').trim());
      return of && (generic[1] === 'list' ? listOf(of, ref) : plain({ kind: 'range', of: of.feel }, ref));
    }
    return BUILTINS.get(ref) ?? importedType(ref) ?? unprefixed(ref);
  };
  const importedType = (ref: string): DmnType | undefined => {
    for (const [prefix, table] of imported) {
      const found = ref.startsWith(`${prefix}.`) ? table.find(ref.slice(prefix.length + 1)) : undefined;
      if (found) return found;
    }
    return imported.get('')?.find(ref);
  };
  // DMN 1.1 wrote types as qualified names of XML, such as `feel:string`.
  const unprefixed = (ref: string): DmnType | undefined => {
    const local = /^[\w.-]+:(.+)$/.exec(ref)?.[1];
    return local === undefined ? undefined : find(local);
  };
  const define = (name: string, item: DmnNode): DmnType => {
    open.add(name);
    const type = typeOfItem(item, name);
    open.delete(name);
    made.set(name, type);
    return type;
  };
  const typeOfItem = (item: DmnNode, name: string): DmnType => {
    const components = children(item, 'itemComponent');
    const base =
      components.length > 0
        ? contextOf(
            new Map(
              components.map((part) => [
                text(part, 'name') ?? '',
                typeOfItem(part, `${name}.${text(part, 'name') ?? ''}`),
              ]),
            ),
            name,
          )
        : (functionType(child(item, 'functionItem'), name) ?? named(item, text(item, 'typeRef')));
    const allowed = constrained(base, constraint(item, 'allowedValues'), name);
    const whole = item['isCollection'] === true ? listOf(allowed, name) : allowed;
    const values = text(child(item, 'allowedValues'), 'text') ?? base.allowedValues;
    return { ...constrained(whole, constraint(item, 'typeConstraint'), name), name, allowedValues: values };
  };
  const named = (item: DmnNode, ref: string | undefined): DmnType =>
    ref === undefined ? ANY_TYPE : typeRef({ find, feelTypes: {} }, ref, idOf(item, ''), problems);
  const functionType = (node: DmnNode | undefined, name: string): DmnType | undefined => {
    if (!node) return undefined;
    const parameters = children(node, 'parameters').map((part) => named(part, text(part, 'typeRef')).feel);
    const result = named(node, text(node, 'outputTypeRef'));
    return { ...plain({ kind: 'function', parameters, result: result.feel }, name), result };
  };
  const constraint = (item: DmnNode, property: string): Constraint | undefined => {
    const source = text(child(item, property), 'text');
    if (source === undefined) return undefined;
    const compiled = compileTyped(source, 'unaryTests', { names: [] });
    if (compiled.ok) {
      const { expression } = compiled;
      return (value, run) => expression.evaluate({ '?': value }, run) === true;
    }
    const { zh, en } = compiled.problem.message;
    problems.push(
      errorAt('feel-syntax', { elementId: idOf(item, text(definitions, 'id') ?? ''), clause: 'DMN 1.5 7.3.3' }, zh, en),
    );
    return undefined;
  };

  const feelTypes = Object.fromEntries([...items.keys()].map((name) => [name, find(name)?.feel ?? ANY]));
  for (const [prefix, table] of imported)
    for (const [name, type] of Object.entries(table.feelTypes))
      feelTypes[prefix === '' ? name : `${prefix}.${name}`] ??= type;
  return { find, feelTypes };
}

type Constraint = (value: FeelValue, run: FeelRun) => boolean;

function constrained(type: DmnType, constraint: Constraint | undefined, name: string): DmnType {
  if (!constraint) return type;
  return {
    ...type,
    name,
    constrained: true,
    accepts: (value, run) => type.accepts(value, run) && constraint(value, run),
  };
}

/** A type that refers to itself: what it accepts is asked when it is known; to FEEL it says nothing. */
function laterType(name: string, find: () => DmnType | undefined): DmnType {
  return { name, feel: ANY, accepts: (value, run) => find()?.accepts(value, run) ?? true };
}

/** The type of this name; a name that nobody defines is noted as a Problem and accepts everything. */
export function typeRef(table: TypeTable, ref: string | undefined, elementId: string, problems: Problem[]): DmnType {
  if (ref === undefined) return ANY_TYPE;
  const found = table.find(ref);
  if (found) return found;
  const place = { elementId, clause: 'DMN 1.5 7.3.3' };
  problems.push(errorAt('unknown-type', place, `类型不存在：${ref}`, `The type is not defined: ${ref}`));
  return ANY_TYPE;
}
