import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join('tests', 'faults');
const files = readdirSync(FOLDER);
const rows = JSON.parse(readFileSync(path.join(FOLDER, 'rows.json'), 'utf8')) as readonly {
  readonly row: string;
  readonly optional?: boolean;
}[];
const prefixOf = (row: string): string => `f${row.slice(1).padStart(2, '0')}-`;

describe('the table of faults', () => {
  it('has a test for every row', () => {
    const asked = rows.filter((row) => row.optional !== true);
    const missing = asked.filter(
      ({ row }) => !files.some((file) => file.startsWith(prefixOf(row)) && file.endsWith('.test.ts')),
    );
    expect(missing.map(({ row }) => row)).toEqual([]);
  });

  it('knows every test of a fault', () => {
    const known = rows.map(({ row }) => prefixOf(row));
    const faults = files.filter((file) => /^f\d.*\.test\.ts$/.test(file));
    expect(faults.filter((file) => !known.some((prefix) => file.startsWith(prefix)))).toEqual([]);
  });

  it('names every row', () => {
    const readme = readFileSync(path.join('runtime', 'README.md'), 'utf8');
    expect(rows.filter(({ row }) => !readme.includes(`\n| ${row} `)).map(({ row }) => row)).toEqual([]);
  });
});
