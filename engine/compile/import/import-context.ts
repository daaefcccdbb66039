import { BPMN, YIZHAN, ZEEBE } from '../namespaces.js';
import { holdsJuel, juelToFeel } from './juel-to-feel.js';
import type { DocAttribute, DocElement } from './xml-document.js';
import { elementsOf } from './xml-document.js';

/** Namespaces of the dialects that are read: Camunda 7, Flowable, Activiti. */
export const FOREIGN = Object.freeze([
  'http://camunda.org/schema/1.0/bpmn',
  'http://flowable.org/bpmn',
  'http://activiti.org/bpmn',
]);

/**
 * What became of one thing of a foreign dialect. `translated`: it works here. `kept`: it stands in the file still and has no effect, nor
 * does anything miss it. `lost`: the process did something with it that it does not do here; `text` says what to do instead.
 */
export interface ImportNote {
  readonly outcome: 'translated' | 'kept' | 'lost';
  readonly elementId: string;
  /** The attribute or element of the foreign dialect, for example `camunda:assignee`. */
  readonly what: string;
  readonly text: { readonly zh: string; readonly en: string };
}

/** One import in progress: the notes so far, and the prefixes of the namespaces of the dialect in this file. */
export interface ImportContext {
  readonly prefix: string;
  readonly ours: string;
  readonly notes: ImportNote[];
}

/** The element that is translated, and its id. */
export interface Subject {
  readonly element: DocElement;
  readonly id: string;
}

/** Writes one note down. */
export function note(
  context: ImportContext,
  outcome: ImportNote['outcome'],
  place: { readonly id: string; readonly what: string },
  zh: string,
  en: string,
): void {
  context.notes.push({ outcome, elementId: place.id, what: place.what, text: { zh, en } });
}

/** Whether a name belongs to one of the foreign dialects. */
export function isForeign({ uri }: { readonly uri: string }): boolean {
  return FOREIGN.includes(uri);
}

/** Takes a foreign attribute out of an element; undefined when it is not there. */
export function take(element: DocElement, local: string): DocAttribute | undefined {
  const at = element.attributes.findIndex((one) => isForeign(one) && one.local === local);
  return at < 0 ? undefined : element.attributes.splice(at, 1)[0];
}

/** The value of an attribute without namespace. */
export function plain(element: DocElement, local: string): string | undefined {
  return element.attributes.find((one) => one.uri === '' && one.local === local)?.value;
}

/** The `extensionElements` of an element, made when they are missing: after the documentation, before everything else. */
export function extensionElements(element: DocElement): DocElement {
  const known = elementsOf(element).find(({ uri, local }) => uri === BPMN && local === 'extensionElements');
  if (known) return known;
  const [prefix = ''] = element.name.includes(':') ? element.name.split(':') : [];
  const made: DocElement = {
    name: prefix === '' ? 'extensionElements' : `${prefix}:extensionElements`,
    uri: BPMN,
    local: 'extensionElements',
    attributes: [],
    content: [],
  };
  const lastDocumentation = element.content.findLastIndex((node) => 'local' in node && node.local === 'documentation');
  element.content.splice(lastDocumentation + 1, 0, made);
  return made;
}

/** Takes the foreign extension elements with this name out of an element. */
export function takeExtensions(element: DocElement, local: string): readonly DocElement[] {
  const holder = elementsOf(element).find((one) => one.uri === BPMN && one.local === 'extensionElements');
  if (!holder) return [];
  const found = elementsOf(holder).filter((one) => isForeign(one) && one.local === local);
  holder.content = holder.content.filter((node) => !found.includes(node as DocElement));
  return found;
}

/** Makes an element of the zeebe dialect. Attributes that are undefined are left out. */
export function zeebe(
  { prefix }: ImportContext,
  local: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly DocElement[] = [],
): DocElement {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, uri: '', local: name, value }],
  );
  return { name: `${prefix}:${local}`, uri: ZEEBE, local, attributes: written, content: [...children] };
}

/** Lets everybody who does a task write every field of its form: the other dialects know no access by field. */
export function openForm({ ours }: ImportContext, element: DocElement): void {
  const attributes = [{ name: 'default', uri: '', local: 'default', value: 'write' }];
  put(element, { name: `${ours}:formAccess`, uri: YIZHAN, local: 'formAccess', attributes, content: [] });
}

/** Puts an extension element into an element; a second one of its name gets the attributes and children of both. */
export function put(element: DocElement, extension: DocElement): void {
  const holder = extensionElements(element);
  const known = elementsOf(holder).find(({ uri, local }) => uri === extension.uri && local === extension.local);
  if (!known) {
    holder.content.push(extension);
    return;
  }
  known.attributes.push(
    ...extension.attributes.filter(({ name }) => !known.attributes.some((one) => one.name === name)),
  );
  known.content.push(...extension.content);
}

/**
 * A value of the foreign dialect in ours: a constant stays, an expression becomes FEEL with a leading `=`. An expression without a twin
 * is noted as lost and gives undefined.
 */
export function valueOf(
  context: ImportContext,
  place: { readonly id: string; readonly what: string },
  source: string,
): string | undefined {
  if (!holdsJuel(source)) return source.trim();
  const result = juelToFeel(source);
  if (result.ok) return `=${result.feel}`;
  const zh = `表达式无法译成 FEEL：${source}`;
  note(context, 'lost', place, zh, `The expression has no twin in FEEL: ${source} (${result.reason})`);
  return undefined;
}
