import { readFileSync, writeFileSync } from 'node:fs';

// Writes the mutants that no test has noticed to `tests/mutation/survivors.md`, by file and line, with the score over all reports given
// as arguments. Ends with exit code 1 below the score asked for.
const LEAST = 80;
const files = Object.assign({}, ...process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')).files));
const counts = { killed: 0, timeout: 0, survived: 0, uncovered: 0 };
const lines = [];
for (const [file, { mutants }] of Object.entries(files).sort(([a], [b]) => a.localeCompare(b))) {
  for (const { status, location, mutatorName, replacement } of mutants) {
    if (status === 'Killed') counts.killed += 1;
    if (status === 'Timeout') counts.timeout += 1;
    if (status === 'Survived') counts.survived += 1;
    if (status === 'NoCoverage') counts.uncovered += 1;
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const into = (replacement ?? '').replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 80);
    lines.push(
      `| ${file}:${location.start.line} | ${mutatorName} | \`${into}\` | ${status === 'NoCoverage' ? 'not reached' : ''} |`,
    );
  }
}
const { killed, timeout, survived, uncovered } = counts;
const score = ((100 * (killed + timeout)) / (killed + timeout + survived + uncovered)).toFixed(2);
writeFileSync(
  'tests/mutation/survivors.md',
  `# Mutants that no test notices

Written by \`npm run mutate\`. Score ${score} %: ${killed + timeout} of ${killed + timeout + survived + uncovered} mutants of \`engine/core\`,
\`engine/elements\` and \`engine/operations\` turn a test red; ${uncovered} of the others are not reached by these tests.

| place | mutator | becomes | |
| --- | --- | --- | --- |
${lines.join('\n')}
`,
);
console.log(`mutation score ${score} %, survivors in tests/mutation/survivors.md`);
process.exitCode = Number(score) >= LEAST ? 0 : 1;
