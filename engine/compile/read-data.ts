import type { DataPlan, DataStatePlan, InputSetPlan, MappingPlan } from '../model/plan.js';
import { idOf } from './bpmn-model.js';
import type { DataItem, DataItems } from './data-items.js';
import { carriesData, dataItemsOf, textOf, textsOf } from './data-items.js';
import { BPMN } from './namespaces.js';
import type { Reader } from './reader.js';
import { feelOf, variableName } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { childOf, childrenOf } from './xml-tree.js';

/** The data of one flow node: what its associations copy, and when its sets are complete. */
export interface ReadData {
  readonly inputs: readonly MappingPlan[];
  readonly outputs: readonly MappingPlan[];
  readonly data?: DataPlan;
}

interface Place {
  readonly reader: Reader;
  readonly id: string;
  readonly items: DataItems;
}

/**
 * Reads the data of an activity or event (BPMN 2.0.2, 10.4): associations become mappings of variables, input and output sets the
 * conditions to begin and to end. `callable` is the global task a call activity calls: its sets count.
 */
export function readData(reader: Reader, id: string, element: XmlElement, callable?: XmlElement): ReadData {
  const items = dataItemsOf(reader.model);
  const place: Place = { reader, id, items };
  const associations = (local: string): readonly XmlElement[] => childrenOf(element, BPMN, local);
  const into = associations('dataInputAssociation');
  const out = associations('dataOutputAssociation');
  const inputSets = readInputSets(place, callable ?? element, into);
  const outputSets = readOutputSets(place, callable ?? element);
  const states = readStates(place, out);
  // What goes into and comes out of a multi-instance as a whole is none of its instances' business.
  const loop = childOf(element, BPMN, 'multiInstanceLoopCharacteristics');
  const isWhole = (association: XmlElement, end: string, local: string): boolean =>
    loop !== undefined && textOf(loop, local) !== '' && textOf(association, end) === textOf(loop, local);
  const locals = readLocals(place, element);
  const data: DataPlan = {
    ...(inputSets.length === 0 ? {} : { inputSets }),
    ...(outputSets.length === 0 ? {} : { outputSets }),
    ...(states.length === 0 ? {} : { states }),
    ...(locals.length === 0 ? {} : { locals }),
  };
  return {
    inputs: into
      .filter((one) => !isWhole(one, 'targetRef', 'loopDataInputRef'))
      .flatMap((one) => readAssociation(place, one)),
    outputs: out
      .filter((one) => !isWhole(one, 'sourceRef', 'loopDataOutputRef'))
      .flatMap((one) => readAssociation(place, one)),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
}

/** Names of the data items with this element name directly in a process or sub-process. */
export function dataNames(reader: Reader, container: XmlElement, local: string): readonly string[] {
  const { items } = dataItemsOf(reader.model);
  const names = childrenOf(container, BPMN, local).flatMap((element) => items.get(idOf(element))?.variable ?? []);
  return [...new Set(names)];
}

/** What one association copies: assignments, a transformation, or its only source as it is. */
function readAssociation(place: Place, association: XmlElement): readonly MappingPlan[] {
  const { reader, id, items } = place;
  const target = items.items.get(textOf(association, 'targetRef'));
  if (target?.isPlaceholder === true || !carriesData(association)) return [];
  const assignments = childrenOf(association, BPMN, 'assignment').map((assignment) => ({
    source: feelOf(reader, id, 'assignment from', childOf(assignment, BPMN, 'from')?.text ?? ''),
    target: pathOf(place, childOf(assignment, BPMN, 'to')?.text ?? ''),
  }));
  const transformation = childOf(association, BPMN, 'transformation')?.text;
  const sources = sourcesOf(place, association);
  if (transformation === undefined && assignments.length > 0) return assignments;
  const name = variableName(reader, id, 'targetRef', target?.variable ?? '');
  if (transformation !== undefined) {
    return [{ source: feelOf(reader, id, 'transformation', transformation), target: name }, ...assignments];
  }
  const [source] = sources;
  // The check has refused several sources without a transformation.
  if (source === undefined) return [];
  return [{ source: variableName(reader, id, 'sourceRef', source.variable), target: name }];
}

/** The path in `bpmn:to`: a variable or a member of one, or the id of a data item. */
function pathOf({ reader, id, items }: Place, raw: string): string {
  const path = raw.replace(/^\s*=/, '').trim();
  return variableName(reader, id, 'assignment to', items.items.get(path)?.variable ?? path, true);
}

function sourcesOf({ items }: Place, association: XmlElement): readonly DataItem[] {
  return textsOf(association, 'sourceRef').flatMap((source) => items.items.get(source) ?? []);
}

/** Input sets with what each needs; none when there is one that needs nothing. */
function readInputSets(place: Place, holder: XmlElement, into: readonly XmlElement[]): readonly InputSetPlan[] {
  const specification = childOf(holder, BPMN, 'ioSpecification');
  const sets = specification ? childrenOf(specification, BPMN, 'inputSet') : [];
  const plans = sets.map((set): InputSetPlan => {
    const needs = needed(set, 'dataInputRefs', ['optionalInputRefs', 'whileExecutingInputRefs']).map((inputId) =>
      needsOf(place, inputId, into),
    );
    const states = needs.flatMap((need) => need.states ?? []);
    const variables = [...new Set(needs.flatMap((need) => need.variables))];
    return states.length === 0 ? { variables } : { variables, states };
  });
  return plans.some(({ variables, states }) => variables.length === 0 && states === undefined) ? [] : plans;
}

/** What must be there for one data input: the sources of its associations; without any, a variable of its own name. */
function needsOf(place: Place, inputId: string, into: readonly XmlElement[]): InputSetPlan {
  const { items, stateful } = place.items;
  const mine = into.filter((association) => textOf(association, 'targetRef') === inputId);
  if (mine.length === 0) return { variables: [items.get(inputId)?.variable ?? inputId] };
  const sources = mine
    .flatMap((association) => sourcesOf(place, association))
    .filter(({ element }) => element.local !== 'inputDataItem');
  const states = sources.flatMap(({ variable, state }): readonly DataStatePlan[] =>
    state !== undefined && stateful.has(variable) ? [{ variable, state }] : [],
  );
  const variables = sources.map(({ variable }) => variable);
  return states.length === 0 ? { variables } : { variables, states };
}

/** Output sets by the names of what they must hold. Nobody gives the output of a task that does nothing. */
function readOutputSets(place: Place, holder: XmlElement): readonly (readonly string[])[] {
  if (/^(task|manualTask|globalTask|globalManualTask)$/.test(holder.local)) return [];
  const specification = childOf(holder, BPMN, 'ioSpecification');
  const sets = specification ? childrenOf(specification, BPMN, 'outputSet') : [];
  const plans = sets.map((set) =>
    needed(set, 'dataOutputRefs', ['optionalOutputRefs', 'whileExecutingOutputRefs']).map(
      (id) => place.items.items.get(id)?.variable ?? id,
    ),
  );
  return plans.some((names) => names.length === 0) ? [] : plans;
}

function needed(set: XmlElement, all: string, spared: readonly string[]): readonly string[] {
  const optional = new Set(spared.flatMap((local) => textsOf(set, local)));
  return textsOf(set, all).filter((id) => !optional.has(id));
}

/** States that the completion of an activity gives its data objects. */
function readStates({ items }: Place, out: readonly XmlElement[]): readonly DataStatePlan[] {
  return out.flatMap((association) => {
    const target = items.items.get(textOf(association, 'targetRef'));
    return target?.state === undefined ? [] : [{ variable: target.variable, state: target.state }];
  });
}

/** Variables that live in a sub-process: its properties, and the data objects in it that some activity writes. */
function readLocals({ reader, items }: Place, element: XmlElement): readonly string[] {
  if (!/[sS]ubProcess$|^transaction$/.test(element.local)) return [];
  const objects = dataNames(reader, element, 'dataObject').filter((name) => items.written.has(name));
  const properties = dataNames(reader, element, 'property').filter((name) => !name.startsWith('__'));
  return [...new Set([...properties, ...objects])];
}
