import type { Problem } from '../../model/problem.js';
import { BPMN, XMLNS, YIZHAN, ZEEBE } from '../namespaces.js';
import type { ImportContext, ImportNote, Subject } from './import-context.js';
import { isForeign, note, plain, put, take, takeExtensions, zeebe } from './import-context.js';
import { translateListeners } from './translate-listeners.js';
import { translateLoop, translateText } from './translate-loop.js';
import { translateInOut, translateInputOutput } from './translate-mappings.js';
import { translateBusinessRuleTask, translateScriptTask, translateServiceTask } from './translate-service-task.js';
import { translateForm, translateUserTask } from './translate-user-task.js';
import type { DocElement } from './xml-document.js';
import { elementsOf, readDocument, writeDocument } from './xml-document.js';

/** The translated file and what became of each thing of the foreign dialect, or why the file cannot be read. */
export type ImportResult =
  | { readonly ok: true; readonly xml: string; readonly notes: readonly ImportNote[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Translates a model of Camunda 7 (`camunda:`), Flowable (`flowable:`) or Activiti into the zeebe dialect: assignment, groups, forms by
 * key, due dates, listeners, jobs, decisions, mappings, multi-instance, and simple JUEL to FEEL. What has no twin stays in the file and is
 * named. The result still has to pass `compileBpmn`. Never throws.
 */
export function importBpmn(xml: string): ImportResult {
  const read = readDocument(xml);
  if (!read.ok) return read;
  const { root } = read.document;
  const context: ImportContext = {
    prefix: prefixOf(root, 'zeebe', ZEEBE),
    ours: prefixOf(root, 'yizhan', YIZHAN),
    notes: [],
  };
  translateAll(context, root, '');
  return { ok: true, xml: writeDocument(read.document), notes: context.notes };
}

/** The prefix of a namespace in this file; declared when it is not yet. */
function prefixOf(root: DocElement, wanted: string, uri: string): string {
  const known = root.attributes.find(({ name, value }) => name.startsWith('xmlns:') && value === uri);
  if (known) return known.local;
  const isTaken = root.attributes.some(({ name }) => name === `xmlns:${wanted}`);
  const local = isTaken ? `${wanted}1` : wanted;
  root.attributes.push({ name: `xmlns:${local}`, uri: XMLNS, local, value: uri });
  return local;
}

function translateAll(context: ImportContext, element: DocElement, nearestId: string): void {
  const id = plain(element, 'id') ?? nearestId;
  if (element.uri === BPMN) translateOne(context, { element, id });
  for (const child of elementsOf(element))
    translateAll(context, child, element.local === 'extensionElements' ? nearestId : id);
  if (element.uri === BPMN) reportRest(context, { element, id });
}

const EXPRESSIONS = ['conditionExpression', 'timeDate', 'timeDuration', 'timeCycle', 'condition'];

function translateOne(context: ImportContext, subject: Subject): void {
  const { element, id } = subject;
  const kind = element.local;
  if (kind === 'userTask') translateUserTask(context, subject);
  else if (kind === 'serviceTask' || kind === 'sendTask') translateServiceTask(context, subject);
  else if (kind === 'businessRuleTask') translateBusinessRuleTask(context, subject);
  else if (kind === 'scriptTask') translateScriptTask(context, subject);
  else if (kind === 'callActivity') translateCall(context, subject);
  else if (kind === 'startEvent') translateStart(context, subject);
  else if (kind === 'multiInstanceLoopCharacteristics') translateLoop(context, id, element);
  else if (EXPRESSIONS.includes(kind)) translateText(context, id, element);
  else if (kind === 'message') reportMessage(context, subject);
  translateListeners(context, subject);
  translateInputOutput(context, subject);
  translateProperties(context, subject);
}

function translateCall(context: ImportContext, { element, id }: Subject): void {
  const at = element.attributes.findIndex(({ uri, local }) => uri === '' && local === 'calledElement');
  const [called] = at < 0 ? [] : element.attributes.splice(at, 1);
  if (called === undefined) return;
  const extension = zeebe(context, 'calledElement', { processId: called.value, bindingType: 'deployment' });
  translateInOut(context, { element, id }, extension);
  put(element, extension);
  const zh = `调用流程 ${called.value}（随包固定版本）`;
  note(
    context,
    'translated',
    { id, what: 'calledElement' },
    zh,
    `It calls ${called.value}, at the version of the package`,
  );
}

function translateStart(context: ImportContext, subject: Subject): void {
  const { element, id } = subject;
  translateForm(context, subject);
  const initiator = take(element, 'initiator');
  if (!initiator) return;
  const zh = `变量 ${initiator.value} 不再写入，请改用 case.applicantId`;
  note(context, 'lost', { id, what: initiator.name }, zh, `${initiator.value} is not set: use case.applicantId`);
}

/** A message that is waited for needs a key to find its instance, which the other dialects leave to code. */
function reportMessage(context: ImportContext, { element, id }: Subject): void {
  const name = plain(element, 'name') ?? id;
  const zh = `消息 ${name} 须补上 correlationKey，才能找到等待它的实例`;
  note(
    context,
    'lost',
    { id, what: 'message' },
    zh,
    `The message ${name} needs a correlationKey to find who waits for it`,
  );
}

function translateProperties(context: ImportContext, { element, id }: Subject): void {
  for (const holder of takeExtensions(element, 'properties')) {
    const made = elementsOf(holder).map((one) =>
      zeebe(context, 'property', { name: plain(one, 'name') ?? '', value: plain(one, 'value') ?? '' }),
    );
    put(element, zeebe(context, 'properties', {}, made));
    note(context, 'translated', { id, what: holder.name }, '属性保留', 'The properties are kept');
  }
}

/** Attributes and elements without effect here that nothing misses: every step is durable, versions belong to the package. */
const HARMLESS = [
  'async',
  'asyncBefore',
  'asyncAfter',
  'exclusive',
  'historyTimeToLive',
  'isStartableInTasklist',
  'jobPriority',
  'taskPriority',
  'modelerTemplate',
  'modelerTemplateVersion',
  'versionTag',
  'diagramRelationId',
  'formFieldValidation',
  'category',
  'eventListener',
];

/** Names what is left of the foreign dialect in an element: it stays in the file and does nothing. */
function reportRest(context: ImportContext, { element, id }: Subject): void {
  const holder = elementsOf(element).find(({ uri, local }) => uri === BPMN && local === 'extensionElements');
  const left = [...element.attributes, ...(holder ? elementsOf(holder) : [])].filter(isForeign);
  for (const { name, local } of left) {
    const isHarmless = HARMLESS.includes(local);
    note(
      context,
      isHarmless ? 'kept' : 'lost',
      { id, what: name },
      isHarmless ? '保留在文件中，此处无作用' : '此处没有对应功能，请另行处理',
      isHarmless ? 'It stays in the file and has no effect' : 'Nothing here does this: see to it in another way',
    );
  }
}
