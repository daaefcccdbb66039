import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { EVENTS } from '../../engine/elements/events/registry.js';
import { BEHAVIOURS } from '../../engine/elements/registry.js';
import { readCells } from '../kit/palette-cell.js';
import { missingCells, paletteTable, withTable, type PaletteRow } from '../kit/palette-table.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const README = join(HERE, '..', '..', 'engine', 'README.md');
const { rows } = JSON.parse(readFileSync(join(HERE, 'palette-rows.json'), 'utf8')) as {
  readonly rows: readonly PaletteRow[];
};
const CELLS = readCells(join(HERE, 'palette'));

it('has a cell for every element at every position of the hand-out', () => {
  expect(missingCells(rows, CELLS)).toEqual([]);
});

it('has a cell that switches off each behaviour and each trigger of the registries', () => {
  const off = new Set(CELLS.flatMap(({ off: { element, event } }) => [element, event]));
  const unseen = [...Object.keys(BEHAVIOURS), ...Object.keys(EVENTS)].filter((key) => !off.has(key));
  expect(unseen).toEqual([]);
});

it('shows the table in the README of the engine as the cells are now', () => {
  const readme = readFileSync(README, 'utf8');
  const current = withTable(readme, paletteTable(rows, CELLS));
  if (process.env['PALETTE_WRITE'] === '1') writeFileSync(README, current);
  else expect(readme).toBe(current);
});
