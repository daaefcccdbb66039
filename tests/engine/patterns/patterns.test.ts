import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { verifySoundness } from '../../../engine/verify/verify-soundness.js';
import { readCells } from '../../kit/palette-cell.js';
import { compileCell, runCell } from '../../kit/palette-host.js';
import { type MissingPattern, patternOf, patternTable, type PlayedPattern } from '../../kit/pattern-table.js';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const MISSING_FILE = 'not-expressible.json';
const PAGE = join(FOLDER, 'README.md');
const CELLS = readCells(FOLDER, [MISSING_FILE]);
const MISSING = JSON.parse(readFileSync(join(FOLDER, MISSING_FILE), 'utf8')) as readonly MissingPattern[];

describe('the 43 control-flow patterns', () => {
  test('are all there, each once: played, or named as not expressible with the reason', () => {
    const numbers = [...CELLS.map(patternOf), ...MISSING.map(({ pattern }) => pattern)].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 43 }, (_, at) => at + 1));
    expect(MISSING.filter(({ reason }) => reason.trim() === '')).toEqual([]);
  });

  test.each(CELLS.map((cell) => [cell.clause, cell.title, cell] as const))('%s %s', async (_clause, _title, cell) => {
    const { trace, end, incidents, instances } = runCell(cell, await compileCell(cell));
    expect({ trace, end, incidents }).toEqual({ trace: cell.trace, end: cell.end, incidents: cell.incidents ?? [] });
    expect(instances).toEqual(cell.instances ?? [cell.end]);
  });

  test('stand in a page that is made from them', async () => {
    const played: PlayedPattern[] = [];
    for (const cell of CELLS) {
      const { plans } = await compileCell(cell);
      const [plan] = plans;
      if (plan) played.push({ cell, report: verifySoundness(plan) });
    }
    const page = patternTable(played, MISSING);
    if (process.env['UPDATE_PATTERNS'] !== undefined) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
