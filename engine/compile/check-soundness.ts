import { TABLE_RULES } from '../decision/table-problems.js';
import type { Manifest } from '../model/package.js';
import type { ProcessPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { SoundnessReport } from '../verify/soundness-report.js';
import { verifySoundness } from '../verify/verify-soundness.js';
import type { BpmnModel } from './bpmn-model.js';
import { warningAt } from './problem-maker.js';

const UNSOUND = 'unsound';
const CLAUSE = 'BPMN 2.0.2 13.1';

/**
 * Whether every run of a compiled process can come to its end, as warnings: `unsound` with the steps to the fault, or
 * `soundness-open` when the search has no answer. A proven process has none.
 */
export function checkSoundness(plan: ProcessPlan, model: BpmnModel): readonly Problem[] {
  const report = verifySoundness(plan);
  if (report.verdict === 'proven') return [];
  const elementId = 'elementId' in report ? report.elementId : plan.processId;
  const place = { elementId, line: model.nodes.get(elementId)?.element.line, clause: CLAUSE };
  if (report.verdict === 'refuted') {
    return [{ ...warningAt(UNSOUND, place, report.text.zh, report.text.en), steps: report.counterexample }];
  }
  return [openProblem(plan, report, place)];
}

function openProblem(
  plan: ProcessPlan,
  report: Extract<SoundnessReport, { verdict: 'unknown' | 'outOfScope' }>,
  place: Parameters<typeof warningAt>[1],
): Problem {
  if (report.verdict === 'unknown') {
    const zh = `未能证明流程总能结束：${report.text.zh}`;
    return warningAt('soundness-open', place, zh, `Not proven that the process always ends: ${report.text.en}`);
  }
  const names = report.elementIds.map((id) => plan.elements[id]?.name ?? { zh: id, en: id });
  const zh = `可能有误，取决于${names.map((name) => name.zh).join('、')}处的数据：${report.text.zh}`;
  const en = `Perhaps a fault, depending on data at ${names.map((name) => name.en).join(', ')}: ${report.text.en}`;
  return { ...warningAt('soundness-open', place, zh, en), steps: report.counterexample };
}

/** Makes refuted soundness, and what is found about decision tables, errors where the manifest requires it (`requireSound`). */
export function requireSound(manifest: Manifest | undefined, problems: readonly Problem[]): readonly Problem[] {
  if (manifest?.requireSound !== true) return problems;
  const required = (rule: string): boolean => rule === UNSOUND || TABLE_RULES.has(rule);
  return problems.map((problem) => (required(problem.rule) ? { ...problem, severity: 'error' } : problem));
}
