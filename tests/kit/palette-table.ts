import type { Cell } from './palette-cell.js';

/** One line of the table: an element and the positions or aspects at which it must be shown. */
export interface PaletteRow {
  readonly group: string;
  readonly element: string;
  readonly positions: readonly string[];
}

/** Marks between which the table stands in `engine/README.md`. */
export const TABLE_BEGIN = '<!-- palette: written by `npm run palette` -->';
/** See `TABLE_BEGIN`. */
export const TABLE_END = '<!-- end of palette -->';

const cellName = (element: string, position: string): string => `${element}.${position}`;

/** Positions that are asked for and have no cell. */
export function missingCells(rows: readonly PaletteRow[], cells: readonly Cell[]): readonly string[] {
  const names = new Set(cells.map(({ name }) => name));
  return rows
    .flatMap(({ element, positions }) => positions.map((position) => cellName(element, position)))
    .filter((name) => !names.has(name));
}

/** The table as Markdown: a line for each element, a link to the test of each position; further cells of the element follow. */
export function paletteTable(rows: readonly PaletteRow[], cells: readonly Cell[]): string {
  const lines = rows.map(({ group, element, positions }) => {
    const own = cells.filter(({ name }) => name.startsWith(`${element}.`)).map(({ name }) => name.split('.')[1] ?? '');
    const all = [...new Set([...positions, ...own])];
    const links = all.map((position) => {
      const name = cellName(element, position);
      const isThere = cells.some((cell) => cell.name === name);
      return isThere ? `[${position}](../tests/engine/palette/${name}.bpmn)` : `**${position}: no test**`;
    });
    return `| ${group} | ${element} | ${links.join(', ')} |`;
  });
  return ['| group | element | positions and aspects, each with its test |', '| --- | --- | --- |', ...lines].join(
    '\n',
  );
}

/** The README with its table put in anew. Throws when the marks are not there. */
export function withTable(readme: string, table: string): string {
  const [begin, end] = [readme.indexOf(TABLE_BEGIN), readme.indexOf(TABLE_END)];
  if (begin < 0 || end < begin) throw new Error('engine/README.md has no place for the palette');
  return `${readme.slice(0, begin + TABLE_BEGIN.length)}\n\n${table}\n\n${readme.slice(end)}`;
}
