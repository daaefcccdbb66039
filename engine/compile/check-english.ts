import { isObject, pointerOf, valueAt } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import type { PackageDraft } from './package-draft.js';
import { errorAt, warningAt } from './problem-maker.js';

const FILE = 'i18n/en.json';

/** English texts name elements, files and places that exist; names and field titles without an English text are warnings. */
export function checkEnglish(draft: PackageDraft): Problem[] {
  const problems: Problem[] = [];
  const refuse = (parts: readonly string[], zh: string, en: string): void => {
    problems.push(errorAt('text-target', { file: FILE, pointer: pointerOf(parts) }, zh, en));
  };
  const named = namedElements(draft);
  const section = (name: string): JsonObject => (isObject(draft.english[name]) ? draft.english[name] : {});
  for (const id of Object.keys(section('elements'))) {
    if (!named.has(id)) refuse(['elements', id], `没有节点 ${id}`, `There is no element ${id}`);
  }
  for (const id of Object.keys(section('decisions'))) {
    if (!draft.decisions.has(id)) refuse(['decisions', id], `没有决策 ${id}`, `There is no decision ${id}`);
  }
  const places = (name: string, target: (key: string) => JsonValue | undefined): void => {
    for (const [key, texts] of Object.entries(section(name))) {
      const value = target(key);
      if (value === undefined)
        refuse([name, key], `没有文件 ${name}/${key}.json`, `There is no file ${name}/${key}.json`);
      else if (isObject(texts)) {
        for (const pointer of Object.keys(texts)) {
          if (typeof valueAt(value, pointer) === 'string') continue;
          refuse([name, key, pointer], `${key} 中没有文字 ${pointer}`, `There is no text at ${pointer} of ${key}`);
        }
      }
    }
  };
  places('forms', (key) => draft.forms.get(key)?.schema);
  places('registers', (key) => draft.registers.get(key)?.schema);
  places('documents', (key) => draft.documents.get(key)?.body);
  return [...problems, ...missingTexts(draft, section('elements'), section('forms'), named)];
}

function missingTexts(
  draft: PackageDraft,
  elements: JsonObject,
  forms: JsonObject,
  named: ReadonlyMap<string, string>,
): Problem[] {
  const problems: Problem[] = [];
  const warn = (pointer: string, text: string): void => {
    problems.push(
      warningAt('text-missing', { file: FILE, pointer }, `缺少英文：${text}`, `No English text for: ${text}`),
    );
  };
  for (const [id, name] of named) {
    if (name !== id && /\p{Script=Han}/u.test(name) && !Object.hasOwn(elements, id))
      warn(pointerOf(['elements', id]), name);
  }
  for (const form of draft.forms.values()) {
    const texts = isObject(forms[form.id]) ? forms[form.id] : {};
    for (const [pointer, title] of titlesOf(form.schema)) {
      if (isObject(texts) && Object.hasOwn(texts, pointer)) continue;
      warn(pointerOf(['forms', form.id, pointer]), title);
    }
  }
  return problems;
}

/** Chinese names by element id: processes, flow nodes. */
function namedElements(draft: PackageDraft): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const plan of draft.plans.values()) {
    named.set(plan.processId, plan.name.zh);
    for (const element of Object.values(plan.elements)) named.set(element.id, element.name.zh);
    for (const flow of Object.values(plan.flows)) named.set(flow.id, flow.id);
  }
  return named;
}

function titlesOf(schema: JsonValue, parts: readonly string[] = []): readonly (readonly [string, string])[] {
  if (Array.isArray(schema))
    return (schema as readonly JsonValue[]).flatMap((item, index) => titlesOf(item, [...parts, String(index)]));
  if (!isObject(schema)) return [];
  const inProperties = parts.at(-1) === 'properties' || parts.at(-1) === '$defs';
  return Object.entries(schema).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    const place = [...parts, key];
    if (key === 'title' && !inProperties && typeof value === 'string')
      return /\p{Script=Han}/u.test(value) ? [[pointerOf(place), value]] : [];
    return titlesOf(value, place);
  });
}
