import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';

/** Texts in two languages as lines: `中文 | English`. */
export function textLines(value: JsonValue | undefined): string {
  if (!Array.isArray(value)) return '';
  return (value as readonly JsonValue[])
    .filter(isObject)
    .map(({ zh, en }) => `${String(zh ?? '')} | ${String(en ?? '')}`)
    .join('\n');
}

/** Reads such lines; a line without English says the same in both languages. */
export function readTextLines(text: string): readonly JsonObject[] {
  return text.split('\n').flatMap((line): JsonObject[] => {
    const [zh = '', en = ''] = line.split(/[|｜]/).map((part) => part.trim());
    return zh === '' ? [] : [{ zh, en: en === '' ? zh : en }];
  });
}

/** Words as people separate them. */
export function readWords(text: string): readonly string[] {
  return [...new Set(text.split(/[,，、;；\n]/).map((word) => word.trim()))].filter((word) => word !== '');
}
