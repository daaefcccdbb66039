import type { CellValue, Worksheet } from 'exceljs';
import type { Column } from './columns.js';
import { reasonHead, watermarkText } from './reason-heads.js';

/** A row to write: texts by property, and for some properties the reason why the value was not taken. */
export interface WrittenRow {
  readonly cells: ReadonlyMap<string, CellValue>;
  readonly reasons?: ReadonlyMap<string, string>;
}

/** A sheet to write. `watermark` stands in head and foot of each printed page and in the last row. */
export interface WrittenSheet {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly WrittenRow[];
  readonly watermark?: string;
}

const RED = 'FFB42318';
const PALE = 'FFFDE7E5';
const HEAD = 'FFE8EFFA';

const columnWidth = ({ title, kind }: Column): number => Math.max(title.length * 2 + 4, kind === 'date' ? 13 : 16);

function addOptions(sheet: Worksheet, index: number, { options = [], kind }: Column): void {
  const list = options.join(',');
  if (options.length === 0 || kind === 'list' || list.length > 250) return;
  for (let row = 2; row <= 500; row += 1)
    sheet.getCell(row, index).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${list}"`] };
}

/**
 * Writes a workbook with one sheet: heads (`*` = required), rows as text (never a formula), and beside every column with a fault a column
 * that says why, in red. Gives the bytes of the .xlsx file.
 */
export async function writeSheet({ title, columns, rows, watermark }: WrittenSheet): Promise<Uint8Array> {
  // Loaded with the first workbook: 15 MB that many a process never needs.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 30), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  const faulty = new Set(rows.flatMap(({ reasons }) => [...(reasons?.keys() ?? [])]));
  const plan = columns.flatMap((column) => [
    { column, reason: false },
    ...(faulty.has(column.property) ? [{ column, reason: true }] : []),
  ]);
  sheet.columns = plan.map(({ column, reason }) => ({ width: reason ? 34 : columnWidth(column) }));
  const head = sheet.getRow(1);
  plan.forEach(({ column, reason }, at) => {
    const cell = head.getCell(at + 1);
    cell.value = reason ? reasonHead(column.title) : `${column.title}${column.required ? ' *' : ''}`;
    cell.font = { bold: true, ...(reason ? { color: { argb: RED } } : {}) };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: reason ? PALE : HEAD } };
    if (!reason && rows.length === 0) addOptions(sheet, at + 1, column);
  });
  rows.forEach(({ cells, reasons }, index) => {
    const row = sheet.getRow(index + 2);
    plan.forEach(({ column, reason }, at) => {
      const cell = row.getCell(at + 1);
      const why = reasons?.get(column.property);
      if (reason) {
        cell.value = why ?? null;
        cell.font = { color: { argb: RED } };
        cell.alignment = { wrapText: true };
        return;
      }
      cell.numFmt = '@';
      cell.value = cells.get(column.property) ?? null;
      if (why !== undefined) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: PALE } };
    });
  });
  if (watermark !== undefined) {
    const last = sheet.getRow(rows.length + 3).getCell(1);
    last.value = watermarkText(watermark);
    last.font = { italic: true, color: { argb: 'FF888888' } };
    sheet.headerFooter.oddHeader = `&C${watermark.replaceAll('&', '&&')}`;
    sheet.headerFooter.oddFooter = `&L${watermark.replaceAll('&', '&&')}&R&P / &N`;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
