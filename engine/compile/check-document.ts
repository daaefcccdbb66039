import { compileFeel } from '../feel/compile-feel.js';
import { isObject, pointerOf } from '../form/pointer.js';
import type { JsonValue } from '../model/json.js';
import type { DocumentTemplate } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';

/** Members of a template that are FEEL as a whole; all other texts hold FEEL between double braces. */
const FEEL_MEMBERS = ['when', 'items', 'value'];

/** A document template: every FEEL in it parses, every `{{` has its `}}`. */
export function checkDocument(document: DocumentTemplate, file: string): Problem[] {
  const problems: Problem[] = [];
  for (const { source, parts } of documentExpressions(document)) {
    const place = { file, pointer: pointerOf(['body', ...parts]) };
    const compiled = source === undefined ? undefined : compileFeel(source, 'expression');
    if (!compiled) problems.push(errorAt('template-braces', place, '{{ 没有对应的 }}', 'A {{ has no }}'));
    else if (!compiled.ok)
      problems.push(errorAt('feel-syntax', place, compiled.problem.message.zh, compiled.problem.message.en));
  }
  return problems;
}

/** Every FEEL source of a template with its place under `body`; a `{{` without `}}` has no source. */
export function documentExpressions(
  document: DocumentTemplate,
): readonly { readonly source: string | undefined; readonly parts: readonly string[] }[] {
  const found: { source: string | undefined; parts: readonly string[] }[] = [];
  const visit = (value: JsonValue, parts: readonly string[]): void => {
    if (Array.isArray(value))
      (value as readonly JsonValue[]).forEach((item, index) => visit(item, [...parts, String(index)]));
    else if (isObject(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...parts, key]);
    else if (typeof value === 'string') {
      const whole = FEEL_MEMBERS.includes(parts.at(-1) ?? '') || value.startsWith('=');
      if (whole) found.push({ source: value, parts });
      else {
        for (const source of bracesOf(value)) found.push({ source, parts });
      }
    }
  };
  visit(document.body, []);
  return found;
}

/** What stands between double braces, in order; undefined for a `{{` without `}}`. Linear in the text. */
function bracesOf(text: string): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  for (let open = text.indexOf('{{'); open >= 0;) {
    const close = text.indexOf('}}', open + 2);
    found.push(close < 0 ? undefined : text.slice(open + 2, close));
    open = close < 0 ? -1 : text.indexOf('{{', close + 2);
  }
  return found;
}
