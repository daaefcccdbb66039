import { analyseFeel } from '../feel/analyse.js';
import type { ValuePlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { BpmnModel } from './bpmn-model.js';
import { errorAt, warningAt } from './problem-maker.js';

/** What the readers share: the model, the process at hand, and the Problems found so far. */
export interface Reader {
  readonly model: BpmnModel;
  readonly problems: Problem[];
}

/** Names that expressions already see; a variable of that name could never be read. */
const TAKEN_NAMES = ['config', 'now', 'today'];
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];

/** Adds an error at an element. */
export function refuse(reader: Reader, rule: string, elementId: string, zh: string, en: string): void {
  reader.problems.push(errorAt(rule, { elementId }, zh, en));
}

/** Adds a warning at an element. */
export function warn(reader: Reader, rule: string, elementId: string, zh: string, en: string): void {
  reader.problems.push(warningAt(rule, { elementId }, zh, en));
}

/** A FEEL expression without its leading `=`; a syntax error becomes a Problem of the element. `what` names the place in the model. */
export function feelOf(reader: Reader, elementId: string, what: string, raw: string): string {
  const source = raw
    .trim()
    .replace(/^=(?!=)/, '')
    .trim();
  const analysis = source === '' ? undefined : analyseFeel(source, 'expression');
  if (!analysis) refuse(reader, 'feel-empty', elementId, `${what} 缺少表达式`, `${what} has no expression`);
  else if (!analysis.ok) {
    const { zh, en } = analysis.problem.message;
    refuse(reader, 'feel-syntax', elementId, `${what}：${zh}`, `${what}: ${en}`);
  } else {
    for (const { code, message, position } of analysis.findings) {
      const [at, near] = [position.from + 1, source.slice(position.from, position.to).trim()];
      const rule = `feel-${code.toLowerCase().replaceAll('_', '-')}`;
      warn(
        reader,
        rule,
        elementId,
        `${what}：${message.zh}（位置 ${at}：${near}）`,
        `${what}: ${message.en} (at ${at}: ${near})`,
      );
    }
  }
  return source;
}

/** An attribute that is FEEL with a leading `=`, else a constant. */
export function valueOf(reader: Reader, elementId: string, what: string, raw: string): ValuePlan {
  return /^\s*=/.test(raw)
    ? { kind: 'feel', source: feelOf(reader, elementId, what, raw) }
    : { kind: 'constant', value: raw.trim() };
}

/** The value of an optional attribute; absent or blank gives undefined. */
export function optionalValue(
  reader: Reader,
  elementId: string,
  what: string,
  raw: string | undefined,
): ValuePlan | undefined {
  return raw === undefined || raw.trim() === '' ? undefined : valueOf(reader, elementId, what, raw);
}

/** A variable name, or a dotted path where `path` is true; anything else becomes a Problem. */
export function variableName(reader: Reader, elementId: string, what: string, raw: string, path = false): string {
  const name = raw.trim();
  const parts = path ? name.split('.') : [name];
  const good = parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part) && !UNSAFE_NAMES.includes(part));
  if (!good)
    refuse(
      reader,
      'variable-name',
      elementId,
      `${what} 不是有效的变量名：${name}`,
      `${what} is not a variable name: ${name}`,
    );
  else if (TAKEN_NAMES.includes(parts[0] ?? '')) {
    refuse(
      reader,
      'variable-name',
      elementId,
      `${what} 使用了保留名称 ${name}`,
      `${what} uses the reserved name ${name}`,
    );
  }
  return name;
}

/** Words separated by white space. */
export function wordsOf(raw: string | undefined): readonly string[] {
  return (raw ?? '').split(/\s+/).filter((word) => word !== '');
}
