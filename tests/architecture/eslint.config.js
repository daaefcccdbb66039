import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

/*
 * What the linter holds: closed unions are handled whole, promises are awaited, and the walls that are about globals and syntax. Walls that
 * are about imports stand in dependency-cruiser.config.cjs. Layout is prettier's.
 */

const noDefaultExport = {
  selector: ':matches(ExportDefaultDeclaration, ExportSpecifier[exported.name="default"])',
  message: 'default-export: only a lazy page (pages/*-page.tsx) and tool configuration export a default.',
};
const noBehavior = {
  selector:
    'Identifier[name=/^(?!complexBehaviorDefinition$|[sS]crollBehavior$)(.*[a-z]Behavior|Behavior[A-Z]|behaviors$)/]',
  message: 'british-spelling: write behaviour.',
};
const noClock = [
  {
    selector: ':matches(NewExpression[arguments.length=0], CallExpression)[callee.name="Date"]',
    message: 'engine-clock: the time of a command is its `at`.',
  },
  {
    selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]',
    message: 'engine-clock: the time of a command is its `at`.',
  },
];
const clockAndRandom = [
  { object: 'Date', property: 'now', message: 'engine-clock: the time of a command is its `at`.' },
  {
    object: 'Math',
    property: 'random',
    message: 'engine-random: an id comes from the command or a counter in the state.',
  },
];
const outsideTheEngine = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'requestAnimationFrame'],
  ...['crypto', 'fetch', 'process', 'console', 'window', 'document', 'navigator', 'localStorage', 'globalThis', 'eval'],
].map((name) => ({ name, message: `engine-pure: the engine knows no ${name}.` }));
const environment = {
  object: 'process',
  property: 'env',
  message: 'process-env: only runtime/main.ts reads the environment.',
};
const environmentImport = {
  paths: ['process', 'node:process'].map((name) => ({
    name,
    message: 'process-env: use the global `process`, without its env.',
  })),
};

export default typescript.config(
  { ignores: ['node_modules/', '.build/', 'tests/bench/peers/', 'definitions/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [typescript.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: '@jest/globals', name: ['test', 'describe', 'it'] }] },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noBehavior],
      'no-restricted-properties': ['error', environment],
      'no-restricted-imports': ['error', environmentImport],
    },
  },
  {
    files: ['**/*.page.tsx', 'runtime/web/**/pages/*-page.tsx'],
    rules: { 'no-restricted-syntax': ['error', noBehavior] },
  },
  {
    files: ['{designer,runtime/web}/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['engine/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noBehavior, ...noClock],
      'no-restricted-properties': ['error', environment, ...clockAndRandom],
      'no-restricted-globals': ['error', ...outsideTheEngine],
    },
  },
  {
    files: ['runtime/main.ts', 'runtime/tools/**', 'tests/**'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    rules: { 'no-undef': 'off', 'no-var': 'off', eqeqeq: 'error', 'no-unused-vars': 'error' },
  },
);
