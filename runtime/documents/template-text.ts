import {
  compileFeel,
  isObject,
  type CompiledFeel,
  type CalendarData,
  type JsonObject,
  type JsonValue,
} from '../../engine/index.js';

/** What a template sees: its data, and the instant of issue (ms since the epoch) behind `now()` and `today()`. */
export interface Scope {
  readonly context: JsonObject;
  readonly now: number;
  /** The office calendar, for working days. */
  readonly calendar?: CalendarData;
}

/** A text of a template, cut at its `{{FEEL}}` places once. */
type Part = { readonly text: string } | { readonly feel: CompiledFeel };

const texts = new Map<string, readonly Part[]>();
const expressions = new Map<string, CompiledFeel | null>();
const REMEMBERED = 5_000;

/**
 * Fills a template text: what stands between double braces is FEEL over the scope. An expression that fails or gives nothing prints
 * nothing: templates were compiled at deploy, so a failure here means missing data, and a document with a gap shows it.
 */
export function fillText(template: string, scope: Scope): string {
  return partsOf(template)
    .map((part) => ('text' in part ? part.text : printable(evaluated(part.feel, scope))))
    .join('');
}

/** The value of a FEEL source with an optional leading `=`; null when it fails. */
export function feelValue(source: string, scope: Scope): JsonValue {
  const compiled = compiledOf(source);
  return compiled === null ? null : evaluated(compiled, scope);
}

/**
 * How a value is printed: ISO dates as `2026年3月2日`, instants with their hour and minute, lists joined by `、`, booleans as 是 and 否,
 * nothing for null and for contexts.
 */
export function printable(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return printableDate(value);
  if (Array.isArray(value))
    return (value as readonly JsonValue[])
      .map(printable)
      .filter((item) => item !== '')
      .join('、');
  return '';
}

function printableDate(value: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})[\d:.]*(?:Z|[+-]\d{2}:\d{2}))?$/.exec(value);
  if (found === null) return value;
  const [, year, month, day, hour, minute] = found;
  const date = `${year}年${Number(month)}月${Number(day)}日`;
  return hour === undefined ? date : `${date} ${hour}:${minute}`;
}

function partsOf(template: string): readonly Part[] {
  const known = texts.get(template);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  let at = 0;
  for (const match of template.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    if (match.index > at) parts.push({ text: template.slice(at, match.index) });
    const feel = compiledOf(match[1] ?? '');
    if (feel !== null) parts.push({ feel });
    at = match.index + match[0].length;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  remember(texts, template, parts);
  return parts;
}

function compiledOf(source: string): CompiledFeel | null {
  const known = expressions.get(source);
  if (known !== undefined) return known;
  const result = compileFeel(source, 'expression');
  const compiled = result.ok ? result.expression : null;
  remember(expressions, source, compiled);
  return compiled;
}

function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  if (memory.size >= REMEMBERED) memory.clear();
  memory.set(key, value);
}

function evaluated(feel: CompiledFeel, { context, now, calendar }: Scope): JsonValue {
  const config = context['config'];
  const outcome = feel.evaluate(context, { now, calendar, ...(isObject(config) ? { config } : {}) });
  return outcome.ok ? outcome.value : null;
}
