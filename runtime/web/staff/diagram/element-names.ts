import type { DiagramProcess } from '../api/types.js';
import { type Lang, textIn } from '../../shared/lang.js';

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
