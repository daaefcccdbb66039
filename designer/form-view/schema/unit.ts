import type { JsonObject } from '../../../engine/index.js';
import type { FormTextKey } from '../texts.js';

/** How a stored integer is shown: decimals behind the point, and the unit's name (decisions 12). */
export interface Unit {
  readonly decimals: number;
  readonly name: FormTextKey | undefined;
}

const UNITS: Readonly<Record<string, Unit>> = {
  fen: { decimals: 2, name: 'yuan' },
  '0.01m2': { decimals: 2, name: 'squareMetres' },
};

/** The unit of a number field by `x-unit`; undefined for a plain number. */
export function unitOf(node: JsonObject): Unit | undefined {
  const name = node['x-unit'];
  return typeof name === 'string' ? UNITS[name] : undefined;
}

/** A stored number as people write it: `11300` in 0.01 m2 is `113.00`. Computed on digits, so nothing is rounded. */
export function writeNumber(value: number, unit: Unit | undefined): string {
  if (unit === undefined || !Number.isInteger(value)) return String(value);
  const digits = String(Math.abs(value)).padStart(unit.decimals + 1, '0');
  const point = digits.length - unit.decimals;
  return `${value < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * What people wrote, as stored: `1.13` in 0.01 m2 is `113`. Full-width digits and separators are understood. Undefined for an empty
 * text; the text itself where it is no such number, so that the schema's rule speaks.
 */
export function readNumber(text: string, unit: Unit | undefined): number | string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,_]/g, '')
    .replace(/。/g, '.');
  if (plain === '') return undefined;
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return text;
  if (unit === undefined) return Number(plain);
  const [whole = '', fraction = ''] = plain.replace('-', '').split('.');
  if (fraction.replace(/0+$/, '').length > unit.decimals) return text;
  const value = Number(`${whole}${fraction.slice(0, unit.decimals).padEnd(unit.decimals, '0')}`);
  return plain.startsWith('-') ? -value : value;
}
