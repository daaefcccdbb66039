import { type Schema, Validator } from '@cfworker/json-schema';
import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { isObject, pointerOf, valueAt } from '../../../../engine/index.js';
import type { ApiForm, ApiText } from '../../shared/api-types.js';
import { type Lang, textIn } from '../../shared/lang.js';

/** A field of a form by its title, with what the applicant has entered and the fields below it. */
export interface FieldNode {
  readonly pointer: string;
  readonly title: string;
  /** What the applicant has entered, as text; empty for what cannot be told in a few words. */
  readonly shown: string;
  readonly children: readonly FieldNode[];
}

/** A part of a form with the fields it shows. The title is empty where the form has no sections. */
export interface FieldSection {
  readonly title: string;
  readonly fields: readonly FieldNode[];
}

/**
 * The fields of a form as its reader knows them: by section, by title, only those that are shown for this document. A list is one
 * field: who corrects it may change all of its rows.
 */
export function fieldTree(form: ApiForm, lang: Lang): readonly FieldSection[] {
  const document = form.document ?? {};
  const nodes = nodesOf(form.schema, { form, document, lang, pointer: '', place: '' });
  const byKey = new Map(nodes.map((node) => [node.pointer.slice(1), node]));
  const sections = sectionsOf(form.uiSchema ?? {}, lang).map((section) => ({
    title: section.title,
    fields: section.fields.flatMap((key) => {
      const node = byKey.get(pointerOf([key]).slice(1));
      byKey.delete(pointerOf([key]).slice(1));
      return node === undefined ? [] : [node];
    }),
  }));
  return [...sections, { title: '', fields: [...byKey.values()] }].filter((section) => section.fields.length > 0);
}

interface Place {
  readonly form: ApiForm;
  readonly document: JsonObject;
  readonly lang: Lang;
  readonly pointer: string;
  /** Pointer into the schema, for English titles. */
  readonly place: string;
}

function nodesOf(schema: JsonObject, at: Place): readonly FieldNode[] {
  const properties = schema['properties'];
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([key, child]) => {
    if (!isObject(child) || !isShown(child, at.document)) return [];
    const pointer = at.pointer + pointerOf([key]);
    const place = `${at.place}/properties${pointerOf([key])}`;
    const children = isAttachment(child) ? [] : nodesOf(child, { ...at, pointer, place });
    return [
      {
        pointer,
        title: titleOf(child, key, place, at),
        shown: shownValue(child, valueAt(at.document, pointer), place, at),
        children,
      },
    ];
  });
}

function titleOf(node: JsonObject, key: string, place: string, { form, lang }: Place): string {
  const english = form.english?.[`${place}/title`];
  if (lang === 'en' && typeof english === 'string') return english;
  return typeof node['title'] === 'string' ? node['title'] : key;
}

/** Whether a field is shown for this document: its `x-show`, a schema over the whole document, holds. */
export function isShown(node: JsonObject, document: JsonObject): boolean {
  const condition = node['x-show'];
  if (!isObject(condition)) return true;
  return new Validator(structuredClone(condition) as Schema, '2020-12', true).validate(document).valid;
}

function shownValue(node: JsonObject, value: JsonValue | undefined, place: string, { form, lang }: Place): string {
  for (const [index, choice] of choices(node).entries()) {
    if (!isObject(choice) || choice['const'] !== value || value === undefined) continue;
    const english = form.english?.[`${place}/oneOf/${index}/title`];
    return lang === 'en' && typeof english === 'string' ? english : String(choice['title'] ?? value);
  }
  if (Array.isArray(value)) return `× ${value.length}`;
  return typeof value === 'string' || (typeof value === 'number' && node['x-unit'] === undefined) ? String(value) : '';
}

function choices(node: JsonObject): readonly JsonValue[] {
  return Array.isArray(node['oneOf']) ? (node['oneOf'] as readonly JsonValue[]) : [];
}

function isAttachment(node: JsonObject): boolean {
  return isObject(node['properties']) && 'fileId' in node['properties'];
}

function sectionsOf(uiSchema: JsonObject, lang: Lang): readonly { title: string; fields: readonly string[] }[] {
  const list = uiSchema['ui:sections'];
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).flatMap((entry) => {
    if (!isObject(entry) || !Array.isArray(entry['fields'])) return [];
    const fields = (entry['fields'] as readonly JsonValue[]).filter((field) => typeof field === 'string');
    return [{ title: textIn(entry['title'] as unknown as ApiText, lang), fields }];
  });
}
