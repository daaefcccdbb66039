import type { CellValue, Row } from 'exceljs';
import { RequestProblem } from '../../use-cases/request-problem.js';
import { shownText } from './cell-values.js';
import { checkArchive } from './check-archive.js';
import type { Column } from './columns.js';
import { isReasonHead, isWatermark } from './reason-heads.js';

/** The most rows that one sheet may bring. */
export const MOST_ROWS = 20_000;

/** A row of a sheet: its number as Excel counts, and its cells by property; empty cells are absent. */
export interface SheetRow {
  readonly number: number;
  readonly cells: ReadonlyMap<string, CellValue>;
}

const unreadable = (zh: string, en: string): RequestProblem =>
  new RequestProblem('SHEET_UNREADABLE', { text: { zh, en } });

/** Which column of the sheet holds which property; heads are titles or property names, columns of reasons are passed over. */
function headsOf(row: Row, columns: readonly Column[]): ReadonlyMap<number, string> {
  const heads = new Map<number, string>();
  const unknown: string[] = [];
  row.eachCell((cell, index) => {
    const head = shownText(cell.value)
      .replace(/[*＊]\s*$/, '')
      .trim();
    if (head === '' || isReasonHead(head)) return;
    const column = columns.find(({ title, property }) => title === head || property === head);
    if (column === undefined) unknown.push(head);
    else if ([...heads.values()].includes(column.property))
      throw unreadable(`列“${head}”出现了两次`, `The column ${head} is there twice`);
    else heads.set(index, column.property);
  });
  if (unknown.length > 0)
    throw unreadable(
      `登记表没有这些列：${unknown.join('、')}`,
      `The register has no such columns: ${unknown.join(', ')}`,
    );
  const missing = columns.filter(({ required, property }) => required && ![...heads.values()].includes(property));
  if (missing.length > 0) {
    const names = missing.map(({ title }) => title);
    throw unreadable(`缺少必填列：${names.join('、')}`, `Required columns are missing: ${names.join(', ')}`);
  }
  return heads;
}

/**
 * Reads the first sheet of a workbook whose first row are heads. Empty rows are passed over. Throws RequestProblem SHEET_UNREADABLE (not a
 * workbook, unknown, missing or doubled columns, no rows) and TOO_LARGE.
 */
export async function readSheet(bytes: Uint8Array, columns: readonly Column[]): Promise<readonly SheetRow[]> {
  await checkArchive(bytes);
  // Loaded with the first workbook: 15 MB that many a process never needs.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(Uint8Array.from(bytes).buffer);
  } catch {
    throw unreadable('这不是有效的 Excel 工作簿（.xlsx）', 'This is not a valid Excel workbook (.xlsx)');
  }
  const sheet = book.worksheets[0];
  if (sheet === undefined || sheet.actualRowCount === 0) throw unreadable('工作表是空的', 'The sheet is empty');
  if (sheet.actualRowCount > MOST_ROWS + 1)
    throw unreadable(`一次最多导入 ${String(MOST_ROWS)} 行`, `At most ${String(MOST_ROWS)} rows at once`);
  const heads = headsOf(sheet.getRow(1), columns);
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const cells = new Map<string, CellValue>();
    for (const [index, property] of heads) {
      const { value } = row.getCell(index);
      if (shownText(value) !== '') cells.set(property, value);
    }
    const [only] = cells.size === 1 ? [...cells.values()] : [];
    if (cells.size > 0 && !isWatermark(shownText(only))) rows.push({ number, cells });
  });
  return rows;
}
