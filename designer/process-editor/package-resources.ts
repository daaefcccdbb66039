import {
  isObject,
  JOB_TYPES,
  type JsonObject,
  type JsonValue,
  ROLE_KEYS,
  ROLES,
  STATUS_NAMES,
  type Text,
} from '../../engine/index.js';
import type { FormResource, NamedResource, PackageResources } from './resources.js';

type Files = Readonly<Record<string, string>>;

/**
 * What the processes of a package may name: its own files first, then those of the packages it needs. Files are read leniently: a draft
 * may be broken while it is edited, and what cannot be read is not offered.
 */
export function packageResources(own: Files, dependencies: readonly Files[]): PackageResources {
  const all = [own, ...dependencies];
  const named = all.flatMap(statusesNamedIn);
  const known = Object.entries(STATUS_NAMES).map(([key, name]): NamedResource => ({ key, name }));
  const used = all
    .flatMap((files) => textsOf(files, '.bpmn').flatMap(statusesIn))
    .map((key): NamedResource => ({ key, name: same(key) }));
  return {
    forms: distinct(all.flatMap(formsIn), ({ id }) => id),
    processes: distinct(all.flatMap(processesIn), keyOf),
    decisions: distinct(all.flatMap(decisionsIn), keyOf),
    roles: ROLE_KEYS.map((key) => ({ key, name: ROLES[key] })),
    statuses: distinct([...named, ...known, ...used], keyOf),
    jobTypes: JOB_TYPES,
  };
}

/** The forms of a package. */
export function formsIn(files: Files): readonly FormResource[] {
  const english = section(readJson(files['i18n/en.json']), 'forms');
  return Object.entries(files).flatMap(([path, text]) => {
    const id = /^forms\/([^/]+)\.json$/.exec(path)?.[1];
    const form = id === undefined ? undefined : readJson(text);
    if (id === undefined || !form || !isObject(form['schema'])) return [];
    return [{ id, title: titleOf(form, id), schema: form['schema'], english: section(english, id) }];
  });
}

/** The registers of a package by their keys. */
export function registersIn(files: Files): readonly { readonly id: string; readonly title: Text }[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const id = /^registers\/([^/]+)\.json$/.exec(path)?.[1];
    return id === undefined ? [] : [{ id, title: titleOf(readJson(text), id) }];
  });
}

/** A JSON file as an object; an empty one when it is absent or broken. */
export function readJson(text: string | undefined): JsonObject {
  try {
    const value = JSON.parse(text ?? '{}') as JsonValue;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function processesIn(files: Files): readonly NamedResource[] {
  return named(files, '.bpmn', 'process');
}

function decisionsIn(files: Files): readonly NamedResource[] {
  return named(files, '.dmn', 'decision');
}

function named(files: Files, ending: string, element: string): readonly NamedResource[] {
  const english = section(readJson(files['i18n/en.json']), element === 'decision' ? 'decisions' : 'elements');
  const tag = new RegExp(`<(?:[\\w-]+:)?${element}\\b([^>]*)>`, 'g');
  return textsOf(files, ending).flatMap((xml) =>
    [...xml.matchAll(tag)].flatMap((found) => {
      const key = attribute(found[1] ?? '', 'id');
      if (key === undefined) return [];
      const zh = attribute(found[1] ?? '', 'name') ?? key;
      const en = english[key];
      return [{ key, name: { zh, en: typeof en === 'string' ? en : zh } }];
    }),
  );
}

/** Statuses that the manifest gives a name. */
function statusesNamedIn(files: Files): readonly NamedResource[] {
  const named = section(readJson(files['manifest.json']), 'statuses');
  return Object.entries(named).map(([key, name]) => ({ key, name: titleOf({ title: name }, key) }));
}

/** The statuses that the elements of a BPMN file set. */
export function statusesIn(xml: string): readonly string[] {
  return [...xml.matchAll(/\syizhan:status="([^"=]+)"/g)].flatMap((found) => found[1] ?? []);
}

function attribute(tag: string, name: string): string | undefined {
  const raw = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return raw?.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function titleOf(form: JsonObject, id: string): Text {
  const title = form['title'];
  if (typeof title === 'string') return same(title);
  if (!isObject(title) || typeof title['zh'] !== 'string') return same(id);
  return { zh: title['zh'], en: typeof title['en'] === 'string' ? title['en'] : title['zh'] };
}

function section(value: JsonObject, name: string): JsonObject {
  const inner = value[name];
  return isObject(inner) ? inner : {};
}

function textsOf(files: Files, ending: string): readonly string[] {
  return Object.entries(files).flatMap(([path, text]) => (path.endsWith(ending) ? [text] : []));
}

function distinct<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(key(item))) found.set(key(item), item);
  return [...found.values()];
}

function keyOf({ key }: NamedResource): string {
  return key;
}

function same(text: string): Text {
  return { zh: text, en: text };
}
