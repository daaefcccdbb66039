import { analyseFeel, compileFeel, schemaType, type Text } from '../../../engine/index.js';
import type { PackageResources } from '../resources.js';

/** An attribute of the dialect: FEEL with a leading `=`, else a constant. */
export interface DialectValue {
  readonly kind: 'feel' | 'constant';
  readonly text: string;
}

/** Reads an attribute as people edit it, without the leading `=`. */
export function readValue(raw: string | undefined): DialectValue {
  const text = raw ?? '';
  return /^\s*=/.test(text) ? { kind: 'feel', text: withoutMark(text) } : { kind: 'constant', text };
}

/** Writes it back; an empty text is no attribute. */
export function writeValue(value: DialectValue): string | undefined {
  const text = value.text.trim();
  if (text === '') return undefined;
  return value.kind === 'feel' ? `=${text}` : text;
}

/** A text that is always FEEL, without its optional leading `=`. */
export function withoutMark(raw: string | undefined): string {
  return (raw ?? '')
    .trim()
    .replace(/^=(?!=)/, '')
    .trim();
}

/** Writes FEEL the way the shipped models do, with the mark. */
export function withMark(text: string): string | undefined {
  return text.trim() === '' ? undefined : `=${text.trim()}`;
}

/** What is wrong with a FEEL text, by the compiler that deploys it; undefined when nothing is. An empty text is nobody's mistake here. */
export function feelFault(text: string): Text | undefined {
  if (text.trim() === '') return undefined;
  const compiled = compileFeel(text, 'expression');
  return compiled.ok ? undefined : compiled.problem.message;
}

type Types = Readonly<Record<string, ReturnType<typeof schemaType>>>;
const known = new WeakMap<PackageResources, Types>();

/** The types of the variables that forms are. */
function formTypes(resources: PackageResources): Types {
  const types =
    known.get(resources) ?? Object.fromEntries(resources.forms.map(({ id, schema }) => [id, schemaType(schema)]));
  known.set(resources, types);
  return types;
}

/** What an author should know of a FEEL text that can be read: members no form has, kinds that do not fit, conditions that never change. */
export function feelNotes(text: string, resources: PackageResources): readonly Text[] {
  if (text.trim() === '') return [];
  const analysis = analyseFeel(text, 'expression', { names: [], types: formTypes(resources) });
  if (!analysis.ok) return [];
  return analysis.findings.map(({ message, position }) => {
    const [at, near] = [position.from + 1, text.slice(position.from, position.to).trim()];
    return { zh: `${message.zh}（位置 ${at}：${near}）`, en: `${message.en} (at ${at}: ${near})` };
  });
}

/** A constant list `a, b` as its parts. */
export function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
