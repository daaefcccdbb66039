import { describe, expect, test } from '@jest/globals';

describe('the test runner', () => {
  test('runs TypeScript as an ES module', () => {
    expect(import.meta.url).toContain('tests/architecture/jest.test.ts');
  });
});
