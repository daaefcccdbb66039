import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readCells, type Cell } from '../../kit/palette-cell.js';
import { compileCell, runCell } from '../../kit/palette-host.js';
import { contentHash } from './recording.js';

/** What a cell left behind when it was recorded: names of the contents of its histories, last states and effects. */
interface CellRecord {
  readonly histories: string;
  readonly states: string;
  readonly effects: string;
}

const PLACE = new URL('./palette-records.txt', import.meta.url);
const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const CELLS = [...readCells(folder('palette')), ...readCells(folder('patterns'), ['not-expressible.json'])];
const short = (content: unknown): string => contentHash(content).slice(0, 12);

async function recordOf(cell: Cell): Promise<CellRecord> {
  const { record } = runCell(cell, await compileCell(cell));
  return { histories: short(record.histories), states: short(record.states), effects: short(record.effects) };
}

const lineOf = (name: string, { histories, states, effects }: CellRecord): string =>
  [name, histories, states, effects].join(' ');

// `RECORD_HISTORIES=1` writes anew what the cells leave behind: after a look at why it has changed.
if (process.env['RECORD_HISTORIES'] !== undefined) {
  const lines: string[] = [];
  for (const cell of CELLS) lines.push(lineOf(cell.name, await recordOf(cell)));
  writeFileSync(PLACE, `${lines.join('\n')}\n`);
}

const recorded = new Map(
  (existsSync(PLACE) ? readFileSync(PLACE, 'utf8') : '')
    .trim()
    .split('\n')
    .map((line): readonly [string, CellRecord] => {
      const [name = '', histories = '', states = '', effects = ''] = line.split(' ');
      return [name, { histories, states, effects }];
    }),
);

describe('what every cell of the palette and every pattern leaves behind', () => {
  it.each(CELLS.map((cell) => [cell.name, cell] as const))('%s is as it was recorded', async (name, cell) => {
    expect(await recordOf(cell)).toEqual(recorded.get(name));
  });
});
