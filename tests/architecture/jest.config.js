const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/**
 * Jest in ESM mode: sources are TypeScript, transformed by swc file by file; a relative import keeps its `.js` suffix in the source and
 * finds the `.ts` or `.tsx` file (`jest.resolver.cjs`). Run it through `npm test`, which gives Node `--experimental-vm-modules`.
 */
export default {
  rootDir: '../..',
  roots: ['<rootDir>/tests'],
  testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/tests/**/*.test.tsx'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/tests/browser/',
    '<rootDir>/tests/bench/',
    '<rootDir>/tests/architecture/planted/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/.build/', '<rootDir>/tests/bench/peers/'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  resolver: '<rootDir>/tests/architecture/jest.resolver.cjs',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  cacheDirectory: '<rootDir>/.build/jest',
  // Some tests wait for leases and time limits: a third worker uses that time.
  maxWorkers: 3,
};
