import type { JsonObject, JsonValue, RegisterDefinition } from '../../engine/index.js';
import { maskDocument } from '../access/mask-document.js';
import type { Registers } from '../seams/registers.js';

/** Names (masked where they are personal data) by property, then by key. */
export type ReferenceNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What rows refer to, as people call it: in Chinese, and in English where the row that is referred to says so. */
export interface BothNames {
  readonly names: ReferenceNames;
  readonly englishNames: ReferenceNames;
}

/** The `name` and `nameEn` of the rows that these rows refer to. */
export async function referenceNames(
  registers: Registers,
  { references = {} }: RegisterDefinition,
  rows: readonly JsonObject[],
): Promise<BothNames> {
  const names: Record<string, Record<string, string>> = {};
  const englishNames: Record<string, Record<string, string>> = {};
  for (const [property, register] of Object.entries(references)) {
    const target = registers.definitions().find((one) => one.key === register);
    const chinese: Record<string, string> = {};
    const english: Record<string, string> = {};
    for (const key of target === undefined ? [] : new Set(rows.flatMap((row) => keysIn(row[property])))) {
      const row = await registers.get(register, key);
      if (row === undefined || target === undefined) continue;
      const { name, nameEn } = maskDocument(row.values, target.schema).document;
      if (typeof name === 'string') chinese[key] = name;
      if (typeof nameEn === 'string' && nameEn !== '') english[key] = nameEn;
    }
    names[property] = chinese;
    if (Object.keys(english).length > 0) englishNames[property] = english;
  }
  return { names, englishNames };
}

function keysIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}
