import { isObject } from '../form/pointer.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan, ProcessPlan } from '../model/plan.js';
import type { Text } from '../model/text.js';

/** The plans with the English names of `i18n/en.json` (`elements` by element id or process id); others keep the name of the file. */
export function withEnglishNames(
  plans: ReadonlyMap<string, ProcessPlan>,
  english: JsonObject,
): ReadonlyMap<string, ProcessPlan> {
  const texts = isObject(english['elements']) ? english['elements'] : {};
  const named = (id: string, name: Text): Text => {
    const en = Object.hasOwn(texts, id) ? texts[id] : undefined;
    return typeof en === 'string' ? { zh: name.zh, en } : name;
  };
  const renamed = [...plans].map(([id, plan]): [string, ProcessPlan] => {
    const elements = Object.entries(plan.elements).map(([key, element]): [string, ElementPlan] => [
      key,
      { ...element, name: named(key, element.name) },
    ]);
    return [id, { ...plan, name: named(id, plan.name), elements: Object.fromEntries(elements) }];
  });
  return new Map(renamed);
}
