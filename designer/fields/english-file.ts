import { isObject, type JsonObject } from '../../engine/index.js';
import { readJson } from '../process-editor/package-resources.js';
import type { PackageFiles } from '../publish/prepare-files.js';

/** Where the English texts of a package stand. */
export const ENGLISH_FILE = 'i18n/en.json';

/** The English texts of one form or register by JSON Pointer into its schema. */
export function englishOf(
  files: PackageFiles,
  section: 'forms' | 'registers',
  id: string,
): Readonly<Record<string, string>> {
  const all = readJson(files[ENGLISH_FILE])[section];
  const texts = isObject(all) ? all[id] : undefined;
  if (!isObject(texts)) return {};
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The file of English texts with these for one form or register; what is empty is left out. */
export function withEnglish(
  files: PackageFiles,
  section: 'forms' | 'registers',
  id: string,
  texts: Readonly<Record<string, string>>,
): PackageFiles {
  const before = readJson(files[ENGLISH_FILE]);
  const all = isObject(before[section]) ? before[section] : {};
  const { [id]: _, ...others } = all;
  const next = Object.keys(texts).length === 0 ? others : { ...all, [id]: { ...texts } };
  return { [ENGLISH_FILE]: jsonText({ ...before, [section]: next }) };
}

/** The file of English texts with another name of a decision. */
export function withDecisionName(files: PackageFiles, id: string, name: string): PackageFiles {
  const before = readJson(files[ENGLISH_FILE]);
  const all = isObject(before['decisions']) ? before['decisions'] : {};
  const { [id]: _, ...others } = all;
  return { [ENGLISH_FILE]: jsonText({ ...before, decisions: name === '' ? others : { ...all, [id]: name } }) };
}

/** The English name of a decision; empty when there is none. */
export function decisionName(files: PackageFiles, id: string): string {
  const all = readJson(files[ENGLISH_FILE])['decisions'];
  const name = isObject(all) ? all[id] : undefined;
  return typeof name === 'string' ? name : '';
}

/** A JSON file of a package as it is written. */
export function jsonText(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
