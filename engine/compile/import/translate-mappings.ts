import type { ImportContext, Subject } from './import-context.js';
import { note, plain, put, takeExtensions, zeebe } from './import-context.js';
import { juelToFeel } from './juel-to-feel.js';
import type { DocElement } from './xml-document.js';
import { elementsOf, textOf } from './xml-document.js';

/** `inputOutput` of Camunda 7 as mappings: constants, expressions, lists and maps of them; scripts have no twin. */
export function translateInputOutput(context: ImportContext, { element, id }: Subject): void {
  for (const holder of takeExtensions(element, 'inputOutput')) {
    for (const parameter of elementsOf(holder)) {
      const place = { id, what: `${parameter.name} ${plain(parameter, 'name') ?? ''}`.trim() };
      const feel = feelOfParameter(parameter);
      const target = plain(parameter, 'name') ?? '';
      if (feel === undefined) {
        note(
          context,
          'lost',
          place,
          '此映射用脚本或 Java 计算，无法翻译',
          'This mapping is computed by a script or by Java',
        );
        continue;
      }
      const local = parameter.local === 'outputParameter' ? 'output' : 'input';
      put(element, zeebe(context, 'ioMapping', {}, [zeebe(context, local, { source: `=${feel}`, target })]));
      note(context, 'translated', place, `已译为 ${target} = ${feel}`, `It became ${target} = ${feel}`);
    }
  }
}

function feelOfParameter(parameter: DocElement): string | undefined {
  const [inner] = elementsOf(parameter);
  if (inner === undefined) {
    const result = juelToFeel(textOf(parameter));
    return result.ok ? result.feel : undefined;
  }
  if (inner.local === 'list') return joined(elementsOf(inner), (value) => value, '[', ']');
  if (inner.local !== 'map') return undefined;
  return joined(
    elementsOf(inner),
    (value, entry) => `${JSON.stringify(plain(entry, 'key') ?? '')}: ${value}`,
    '{',
    '}',
  );
}

function joined(
  items: readonly DocElement[],
  make: (value: string, item: DocElement) => string,
  open: string,
  close: string,
): string | undefined {
  const parts: string[] = [];
  for (const item of items) {
    const value = feelOfParameter(item);
    if (value === undefined) return undefined;
    parts.push(make(value, item));
  }
  return `${open}${parts.join(', ')}${close}`;
}

/** `in` and `out` of a call activity: what goes to the called process and what comes back. */
export function translateInOut(context: ImportContext, { element, id }: Subject, called: DocElement): void {
  const all = { in: false, out: false };
  for (const way of ['in', 'out'] as const) {
    for (const mapping of takeExtensions(element, way)) {
      const place = { id, what: mapping.name };
      if (plain(mapping, 'variables') === 'all') {
        all[way] = true;
        note(context, 'translated', place, '传递全部变量', 'All variables are passed');
        continue;
      }
      const expression = plain(mapping, 'sourceExpression') ?? plain(mapping, 'source');
      const target = plain(mapping, 'target');
      const result = expression === undefined ? undefined : juelToFeel(asExpression(mapping, expression));
      if (target === undefined || result?.ok !== true) {
        const zh = '此映射无法翻译（业务键或无对应的表达式）';
        note(context, 'lost', place, zh, 'This mapping has no twin: a business key, or an expression without one');
        continue;
      }
      const local = way === 'in' ? 'input' : 'output';
      put(element, zeebe(context, 'ioMapping', {}, [zeebe(context, local, { source: `=${result.feel}`, target })]));
      note(context, 'translated', place, `已译为 ${target} = ${result.feel}`, `It became ${target} = ${result.feel}`);
    }
  }
  for (const [name, passes] of [
    ['propagateAllParentVariables', all.in],
    ['propagateAllChildVariables', all.out],
  ] as const)
    called.attributes.push({ name, uri: '', local: name, value: String(passes) });
}

/** `source` names a variable, `sourceExpression` holds an expression. */
function asExpression(mapping: DocElement, text: string): string {
  return plain(mapping, 'sourceExpression') === undefined ? `\${${text}}` : text;
}
