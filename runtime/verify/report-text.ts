import { FINDING_TEXTS } from './finding.js';
import type { VerifyReport } from './verify-store.js';

const MOST_SHOWN = 200;

/** The report for the terminal, Chinese before English: what was looked at, then each finding with its place. */
export function reportText({ counts, findings }: VerifyReport): string {
  const looked = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `  ${name.padEnd(18)} ${String(count).padStart(9)}`);
  const lines = findings.slice(0, MOST_SHOWN).map(({ code, collection, id, detail }) => {
    const { zh, en } = FINDING_TEXTS[code];
    return `${code}  ${collection}/${id}: ${detail}\n  ${zh}\n  ${en}`;
  });
  const more = findings.length - lines.length;
  const sum =
    findings.length === 0
      ? '未发现问题。\nNothing is wrong.'
      : `发现 ${String(findings.length)} 个问题。\n${String(findings.length)} findings.`;
  return [
    '检查的记录 records looked at:',
    ...looked,
    '',
    ...lines,
    ...(more > 0 ? [`… ${String(more)}`] : []),
    sum,
  ].join('\n');
}
