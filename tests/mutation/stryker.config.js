// The mutation test of what the engine means: `npm run mutate`. Each mutant is judged by the tests that reach it.
export default {
  testRunner: 'in-process',
  plugins: ['./tests/mutation/in-process-runner.js'],
  mutate: ['engine/core/**/*.ts', 'engine/elements/**/*.ts', 'engine/operations/**/*.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  ignorePatterns: ['.build', '.data', 'runtime', 'designer', 'definitions', 'tests/bench', 'tests/browser'],
  // Texts of faults and previews are for people; the tests of texts are elsewhere.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  jsonReporter: { fileName: '.build/mutation/report.json' },
  tempDirName: '.build/stryker',
  cleanTempDir: 'always',
  concurrency: 2,
  // Endless loops end by the count of hits; the clock is only the last resort, so that a busy machine kills no mutant.
  timeoutMS: 120_000,
  thresholds: { high: 90, low: 80, break: null },
};
