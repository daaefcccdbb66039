import type { DiagramProcess } from '../api/types.js';
import { type Lang, textIn } from '../../shared/lang.js';

/** The steps among `ids`: without the sub-processes that are only active because a step inside them is. */
export function innermost(bpmn: string, ids: readonly string[]): readonly string[] {
  const model = new DOMParser().parseFromString(bpmn, 'application/xml');
  const elements = ids.map((id) => model.querySelector(`[id="${CSS.escape(id)}"]`));
  return ids.filter(
    (_id, index) => !elements.some((other) => other !== elements[index] && elements[index]?.contains(other) === true),
  );
}

/**
 * Names of a process's elements by id: the English ones the package has, else those of the drawing. With `onlyEnglish` the names of the
 * drawing are left out.
 */
export function elementNames(process: DiagramProcess, lang: Lang, onlyEnglish = false): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  if (!onlyEnglish) {
    const model = new DOMParser().parseFromString(process.bpmn, 'application/xml');
    for (const element of model.querySelectorAll('[id][name]')) {
      names.set(element.getAttribute('id') ?? '', element.getAttribute('name') ?? '');
    }
  }
  if (lang === 'en') {
    for (const [id, name] of Object.entries(process.english ?? {})) names.set(id, textIn(name, 'en'));
  }
  return names;
}
