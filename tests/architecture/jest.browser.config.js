import base from './jest.config.js';

/**
 * The browser tests: they drive the built product through Debian's chromium, one file after the other, so that two stories never share the
 * machine. Build first (`npm run build`); takes every option of Jest, `--ci --json --outputFile=FILE` among them.
 */
export default {
  ...base,
  roots: ['<rootDir>/tests/browser'],
  testMatch: ['<rootDir>/tests/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
