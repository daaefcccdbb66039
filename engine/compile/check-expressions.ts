import { analyseFeel } from '../feel/analyse.js';
import { compileTyped } from '../feel/compile-typed.js';
import type { FeelFinding } from '../feel/finding.js';
import { readsOf } from '../feel/reads.js';
import type { FeelType } from '../feel/types.js';
import type { ProcessPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { placedExpressions } from './link.js';
import type { PackageDraft } from './package-draft.js';
import { allPlans } from './package-draft.js';
import { warningAt } from './problem-maker.js';
import { schemaType } from './schema-type.js';
import { writtenNames } from './written-names.js';

/**
 * What is found about the expressions of a process when the forms of its package are known: members that no field stands for, values of
 * other kinds than an operation takes, and variables that are probably another one's name misspelt. Warnings with the place in the text.
 */
export function checkExpressions(draft: PackageDraft, plan: ProcessPlan): readonly Problem[] {
  const file = draft.processFiles.get(plan.processId) ?? '';
  const written = writtenNames(plan);
  const types = formTypes(draft, written);
  const known = new Set([...Object.keys(types), ...allPlans(draft).flatMap((one) => [...writtenNames(one)])]);
  const seen = new Set<string>();
  return placedExpressions(plan).flatMap(({ elementId, source }): readonly Problem[] => {
    if (seen.has(`${elementId} ${source}`)) return [];
    seen.add(`${elementId} ${source}`);
    const analysis = analyseFeel(source, 'expression', { names: [], types });
    if (!analysis.ok) return [];
    // What is found without the forms was said where the expression was read.
    const before = analyseFeel(source, 'expression');
    const said = new Set(before.ok ? before.findings.map(placeOf) : []);
    const found = analysis.findings.filter((finding) => !said.has(placeOf(finding)));
    const problems = found.map(({ code, message, position }) => {
      const [from, near] = [position.from + 1, source.slice(position.from, position.to).trim()];
      const rule = `feel-${code.toLowerCase().replaceAll('_', '-')}`;
      const [zh, en] = [`${message.zh}（位置 ${from}：${near}）`, `${message.en} (at ${from}: ${near})`];
      return warningAt(rule, { file, elementId }, zh, en);
    });
    const misspelt = certainReads(source).flatMap((name) => {
      const meant = known.has(name) ? undefined : alike(name, known);
      if (meant === undefined) return [];
      const [zh, en] = [`没有变量 ${name}，是否为 ${meant}？`, `There is no variable ${name}: is ${meant} meant?`];
      return [warningAt('feel-unknown-name', { file, elementId }, zh, en)];
    });
    return [...problems, ...misspelt];
  });
}

/** The variables that a source reads; a name in a filter may as well be a member of what is filtered. */
function certainReads(source: string): readonly string[] {
  const compiled = compileTyped(source, 'expression', { names: [] });
  if (!compiled.ok || compiled.expression.node === undefined) return [];
  const uncertain = new Set<string>();
  const reads = readsOf(compiled.expression.node, (name) => uncertain.add(name));
  return [...new Set(reads.map(([name]) => name))].filter((name) => !uncertain.has(name));
}

const placeOf = ({ code, position }: FeelFinding): string => `${code} ${position.from} ${position.to}`;

/** Each form is a variable of its name, unless the process writes something else there. */
function formTypes({ forms, dependencies }: PackageDraft, written: ReadonlySet<string>): Record<string, FeelType> {
  const types: Record<string, FeelType> = {};
  for (const holder of [...dependencies.map((one) => one.forms).reverse(), forms]) {
    for (const [name, { schema }] of holder) if (!written.has(name)) types[name] = schemaType(schema);
  }
  return types;
}

/** Shortest name that may be taken for another one. */
const SHORTEST = 5;

/** A known name that differs only in capitals, in one letter, or in two that changed places. */
function alike(name: string, known: ReadonlySet<string>): string | undefined {
  if (name.length < SHORTEST) return undefined;
  return [...known].find((other) => {
    if (other.length !== name.length) return false;
    if (other.toLowerCase() === name.toLowerCase()) return true;
    const at = [...name].flatMap((_sign, index) => (name[index] === other[index] ? [] : [index]));
    const [first = 0, second = 0] = at;
    if (at.length === 1) return !/\d/.test(`${name[first] ?? ''}${other[first] ?? ''}`);
    return at.length === 2 && second === first + 1 && name[first] === other[second] && name[second] === other[first];
  });
}
