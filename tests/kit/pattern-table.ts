import type { SoundnessReport } from '../../engine/verify/soundness-report.js';
import type { Cell } from './palette-cell.js';

/** A pattern that BPMN cannot say, and why. */
export interface MissingPattern {
  readonly pattern: number;
  readonly title: string;
  readonly reason: string;
}

/** A pattern that runs: its cell, and what the search says about its flow. */
export interface PlayedPattern {
  readonly cell: Cell;
  readonly report: SoundnessReport;
}

/** The number of the pattern of a cell, from its clause `WCP-<number>`. */
export function patternOf({ clause }: Cell): number {
  return Number(/^WCP-(\d+)$/.exec(clause)?.[1]);
}

/** The page about all patterns: which run, which cannot be said, and which the check of soundness would warn of. */
export function patternTable(played: readonly PlayedPattern[], missing: readonly MissingPattern[]): string {
  const rows = [
    ...played.map(({ cell, report }) => ({
      pattern: patternOf(cell),
      line: `| [${patternOf(cell)}](${cell.name}.bpmn) | ${cell.title} | [runs](${cell.name}.json) | ${sayReport(report)} |`,
    })),
    ...missing.map(({ pattern, title, reason }) => ({
      pattern,
      line: `| ${pattern} | ${title} | not expressible: ${reason} | |`,
    })),
  ].sort((one, other) => one.pattern - other.pattern);
  return [
    '# The 43 control-flow patterns',
    '',
    'Each pattern of W.M.P. van der Aalst, A.H.M. ter Hofstede, B. Kiepuszewski, A.P. Barros, N. Russell and N. Mulyar as a process of our',
    'own, with what is done to it and the trace that must come out (`patterns.test.ts`; same files as the palette). The last column is what',
    'the check of soundness says about the flow: patterns that let tokens meet on purpose are warned of. This page is made by',
    '`UPDATE_PATTERNS=1 npm run jest -- tests/engine/patterns`.',
    '',
    '| Pattern | Title | Answer | Soundness |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ line }) => line),
    '',
  ].join('\n');
}

function sayReport(report: SoundnessReport): string {
  return report.verdict === 'refuted' ? report.fault : report.verdict;
}
