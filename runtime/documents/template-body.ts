import { isObject, type DocumentTemplate, type JsonObject, type JsonValue } from '../../engine/index.js';
import { feelValue, fillText, type Scope } from './template-text.js';

/** One thing to draw, with its texts already filled. Widths are shares of the line. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: number }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'left' | 'center' | 'right' | 'justify';
      readonly indent: boolean;
      readonly bold: boolean;
      readonly small: boolean;
    }
  | {
      readonly kind: 'table';
      readonly rows: readonly (readonly string[])[];
      readonly header: boolean;
      readonly widths: readonly number[];
    }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly numbered: boolean }
  | { readonly kind: 'space'; readonly height: number }
  | { readonly kind: 'seal'; readonly org: string; readonly date: string }
  | { readonly kind: 'qr'; readonly value: string; readonly caption: string };

/** A template with its data filled in: what is drawn on paper. */
export interface FilledDocument {
  readonly paper: 'A4' | 'A5' | 'A4-landscape';
  readonly title: string;
  readonly footer: string;
  readonly blocks: readonly Block[];
}

/** Fills a template (`definitions/schema/document.json`) with data; blocks whose `when` is not true are left out. */
export function fillTemplate(template: DocumentTemplate, scope: Scope): FilledDocument {
  const { body } = template;
  const paper = body['paper'];
  return {
    paper: paper === 'A5' || paper === 'A4-landscape' ? paper : 'A4',
    title: fillText(textOf(body['title']) || template.title.zh, scope),
    footer: fillText(textOf(body['footer']), scope),
    blocks: listOf(body['blocks'])
      .filter(isObject)
      .filter((block) => typeof block['when'] !== 'string' || feelValue(block['when'], scope) === true)
      .flatMap((block) => blockOf(block, scope)),
  };
}

function blockOf(block: JsonObject, scope: Scope): Block[] {
  const filled = (key: string): string => fillText(textOf(block[key]), scope);
  switch (block['kind']) {
    case 'heading':
      return [{ kind: 'heading', text: filled('text'), level: numberOf(block['level'], 2) }];
    case 'text': {
      const align = block['align'];
      return [
        {
          kind: 'text',
          text: filled('text'),
          align: align === 'center' || align === 'right' || align === 'justify' ? align : 'left',
          indent: block['indent'] === true,
          bold: block['bold'] === true,
          small: block['small'] === true,
        },
      ];
    }
    case 'table':
      return [tableOf(block, scope)];
    case 'list':
      return [
        {
          kind: 'list',
          items: itemsOf(block, scope).map((item) => fillText(textOf(block['text']), item)),
          numbered: block['numbered'] === true,
        },
      ];
    case 'space':
      return [{ kind: 'space', height: numberOf(block['height'], 12) }];
    case 'seal':
      return [{ kind: 'seal', org: filled('org'), date: filled('date') }];
    case 'qr': {
      const value = feelValue(textOf(block['value']), scope);
      return typeof value === 'string' && value !== '' ? [{ kind: 'qr', value, caption: filled('caption') }] : [];
    }
    default:
      return [];
  }
}

/** A table with `items` repeats its last row for each item; the rows before it stand once. */
function tableOf(block: JsonObject, scope: Scope): Block {
  const rows = listOf(block['rows']).map((row) => listOf(row).map(textOf));
  const fill = (row: readonly string[], values: Scope): string[] => row.map((cell) => fillText(cell, values));
  const last = rows.at(-1);
  const filled =
    typeof block['items'] === 'string' && last !== undefined
      ? [...rows.slice(0, -1).map((row) => fill(row, scope)), ...itemsOf(block, scope).map((item) => fill(last, item))]
      : rows.map((row) => fill(row, scope));
  const columns = Math.max(1, ...filled.map((row) => row.length));
  const widths = listOf(block['widths']).map((width) => numberOf(width, 1));
  return {
    kind: 'table',
    rows: filled,
    header: block['header'] === true,
    widths: widths.length === columns ? widths : Array.from({ length: columns }, () => 1),
  };
}

/** The contexts of the items of a list: the document's, with `item` and its `index` from 1. */
function itemsOf(block: JsonObject, scope: Scope): readonly Scope[] {
  const items = feelValue(textOf(block['items']), scope);
  const list = Array.isArray(items) ? (items as readonly JsonValue[]) : items === null ? [] : [items];
  return list.map((item, position) => ({
    ...scope,
    context: { ...scope.context, ...(isObject(item) ? item : {}), item, index: position + 1 },
  }));
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
