import type { ImportContext } from './import-context.js';
import { note, plain, put, take, zeebe } from './import-context.js';
import { holdsJuel, juelToFeel } from './juel-to-feel.js';
import type { DocElement } from './xml-document.js';
import { elementsOf, textOf } from './xml-document.js';

/** Counters of a multi-instance body, by their names there. */
const COUNTERS: Readonly<Record<string, string>> = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
};

/** Collection and element of a multi-instance activity, and the names of its counters. */
export function translateLoop(context: ImportContext, id: string, loop: DocElement): void {
  const collection = take(loop, 'collection');
  const element = take(loop, 'elementVariable');
  if (collection) {
    const place = { id, what: collection.name };
    const source = holdsJuel(collection.value) ? collection.value : `\${${collection.value}}`;
    const result = juelToFeel(source);
    if (result.ok) {
      const attributes = { inputCollection: `=${result.feel}`, inputElement: element?.value };
      put(loop, zeebe(context, 'loopCharacteristics', attributes));
      note(context, 'translated', place, `逐项执行 ${result.feel}`, `It runs for each item of ${result.feel}`);
    } else
      note(context, 'lost', place, `集合无法译成 FEEL：${source}`, `No twin in FEEL: ${source} (${result.reason})`);
  }
  for (const inner of elementsOf(loop)) {
    if (inner.local !== 'completionCondition' && inner.local !== 'loopCardinality') continue;
    translateText(context, id, inner, true);
  }
}

/** The text of an expression element (condition, timer, cardinality) in FEEL; texts without expressions stay. */
export function translateText(context: ImportContext, id: string, element: DocElement, inLoop = false): void {
  const text = textOf(element);
  const place = { id, what: element.name };
  const language = plain(element, 'language');
  if (language !== undefined && !/feel|juel/i.test(language)) {
    note(
      context,
      'lost',
      place,
      `不执行 ${language} 表达式：${text}`,
      `Expressions in ${language} do not run: ${text}`,
    );
    return;
  }
  if (!holdsJuel(text)) return;
  const result = juelToFeel(text);
  if (!result.ok) {
    const en = `The expression has no twin in FEEL: ${text} (${result.reason})`;
    note(context, 'lost', place, `表达式无法译成 FEEL：${text}`, en);
    return;
  }
  const feel = inLoop ? result.feel.replace(/\b[A-Za-z_]\w*\b/g, (word) => COUNTERS[word] ?? word) : result.feel;
  element.content = [{ text: `=${feel}` }];
  note(context, 'translated', place, `已译为 ${feel}`, `It became ${feel}`);
  if (inLoop && /\bloopCounter\b/.test(feel)) {
    note(
      context,
      'lost',
      place,
      'loopCounter 从 1 起数，请核对',
      'loopCounter counts from 1 here: check the condition',
    );
  }
}
