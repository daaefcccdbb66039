import type { CellValue } from 'exceljs';
import type { JsonValue, Text } from '../../../engine/index.js';
import type { Column } from './columns.js';

/** What a cell means for its column: a value, nothing, or why it cannot be read. */
export type CellReading = { readonly value: JsonValue | undefined } | { readonly fault: Text };

const TRUE: ReadonlySet<string> = new Set(['是', '有', 'true', 'TRUE', 'yes', 'Yes', 'Y', '1']);
const FALSE: ReadonlySet<string> = new Set(['否', '无', 'false', 'FALSE', 'no', 'No', 'N', '0']);
const LIST = /[、，,;；\n]+/;

const pad = (part: string): string => part.padStart(2, '0');

/** The text that a person sees in a cell; dates as `YYYY-MM-DD`, formulas by their result. */
export function shownText(cell: CellValue): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== 'object') return String(cell).trim();
  if ('richText' in cell)
    return cell.richText
      .map((run) => run.text)
      .join('')
      .trim();
  if ('hyperlink' in cell) return typeof cell.text === 'string' ? cell.text.trim() : shownText(cell.text);
  if ('result' in cell) return shownText(cell.result);
  return 'error' in cell ? cell.error : '';
}

/** A date in the ways people write one: `2026-3-1`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`. */
function dateOf(text: string): string | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return parts === null ? undefined : `${parts[1] ?? ''}-${pad(parts[2] ?? '')}-${pad(parts[3] ?? '')}`;
}

/** A decimal as an integer of hundredths, without binary fractions; undefined when it has more than two decimals or is no number. */
function hundredths(text: string): number | undefined {
  const parts = /^(-?)(\d{1,13})(?:\.(\d{0,2})0*)?$/.exec(text);
  if (parts === null) return undefined;
  const value = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'));
  return parts[1] === '-' ? -value : value;
}

/** Reads one cell for its column. Numbers that stand in a text column (telephone, number) become their text. */
export function readCell(column: Column, cell: CellValue): CellReading {
  const text = shownText(cell);
  if (text === '') return { value: undefined };
  switch (column.kind) {
    case 'text':
      return { value: text };
    case 'date': {
      const date = dateOf(text);
      return date === undefined
        ? { fault: { zh: '日期请写成 2026-03-01 的形式', en: 'write the date as 2026-03-01' } }
        : { value: date };
    }
    case 'boolean':
      if (TRUE.has(text)) return { value: true };
      if (FALSE.has(text)) return { value: false };
      return { fault: { zh: '请填“是”或“否”', en: 'write 是 (yes) or 否 (no)' } };
    case 'list':
      return {
        value: text
          .split(LIST)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      };
    case 'integer':
    case 'number': {
      const plain = text.replace(/[,，\s]/g, '');
      const value = column.scale === 100 ? hundredths(plain) : Number(plain);
      if (value === undefined)
        return { fault: { zh: '请填最多两位小数的数字', en: 'write a number with at most two decimals' } };
      if (!Number.isFinite(value) || plain === '') return { fault: { zh: '请填数字', en: 'write a number' } };
      return { value };
    }
  }
}

/** The text of a value in a sheet: the reverse of `readCell`. */
export function cellText(column: Column, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return (value as readonly JsonValue[]).filter((one) => typeof one === 'string').join('、');
  if (typeof value === 'number') return column.scale === 100 ? (value / 100).toFixed(2) : String(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
