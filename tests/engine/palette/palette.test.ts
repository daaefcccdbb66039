import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { compileCell, runCell, type CellRun } from '../../kit/palette-host.js';
import { readCells, type Cell } from '../../kit/palette-cell.js';
import { switchedOff } from '../../kit/palette-switch.js';

const CELLS = readCells(dirname(fileURLToPath(import.meta.url)));

/** What the cell promises of a run, and nothing else. */
function promised(cell: Cell, run: CellRun): object {
  return {
    trace: run.trace,
    end: run.end,
    incidents: run.incidents,
    ...(cell.instances === undefined ? {} : { instances: run.instances }),
    ...(cell.variablesAfter === undefined ? {} : { variablesAfter: run.variables }),
  };
}

function promise(cell: Cell): object {
  const { trace, end, incidents = [], instances, variablesAfter } = cell;
  return {
    trace,
    end,
    incidents,
    ...(instances === undefined ? {} : { instances }),
    ...(variablesAfter === undefined ? {} : { variablesAfter }),
  };
}

/** The same run with the handler switched off: what comes out then, or why it stops. */
async function withoutHandler(cell: Cell): Promise<object> {
  const compiled = await compileCell(cell);
  return switchedOff(cell.off, () => {
    try {
      return promised(cell, runCell(cell, compiled));
    } catch (error) {
      return { stopped: String(error) };
    }
  });
}

describe('the palette, XML in and trace out', () => {
  it.each(CELLS.map((cell) => [cell.name, cell.title, cell] as const))('%s: %s', async (_name, _title, cell) => {
    expect(promised(cell, runCell(cell, await compileCell(cell)))).toEqual(promise(cell));
  });
});

describe('the palette with the handler of the cell switched off', () => {
  it.each(CELLS.map((cell) => [cell.name, cell] as const))('%s gives another trace', async (_name, cell) => {
    expect(await withoutHandler(cell)).not.toEqual(promise(cell));
  });
});
