import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where figures of a test run lie, one file for each; below the folder of everything that is made. */
export const FIGURES_FOLDER = path.join('.build', 'figures');

/** Whether this run goes to full length (`DEEP=1`). */
export const DEEP = process.env['DEEP'] === '1';

/** What a test found out. `deep`: at full length. */
export interface Figure {
  /** The fault or goal: `F16`. */
  readonly row: string;
  /** What the figure is of, when a row has several: `mongo`. Empty when it has one. */
  readonly part: string;
  readonly text: string;
  /** The test, from the root of the repository. */
  readonly test: string;
  readonly deep: boolean;
}

/**
 * Notes the figure of a row, for the table in `runtime/README.md` (`tests/faults/write-table.js`), and prints it. `row` is a fault's number,
 * with a part behind a dot when several tests or stores give one each: `F16`, `F1.mongo`. `place` is `import.meta` of the test, or its path.
 * A run at full length and a short one do not overwrite each other.
 */
export function recordFigure(row: string, text: string, place: ImportMeta | string): void {
  const [name = row, ...parts] = row.split('.');
  const file = typeof place === 'string' ? place : fileURLToPath(place.url);
  const figure: Figure = {
    row: name,
    part: parts.join('.'),
    text,
    test: path.relative(process.cwd(), path.resolve(file)),
    deep: DEEP,
  };
  mkdirSync(FIGURES_FOLDER, { recursive: true });
  const target = path.join(FIGURES_FOLDER, `${row}${DEEP ? '.deep' : ''}.json`);
  writeFileSync(target, `${JSON.stringify(figure)}\n`);
  console.info(`${row} · ${text}`);
}
