const START =
  '?A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u167f\\u1681-\\u180d\\u180f-\\u1fff\\u200c\\u200d' +
  '\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\ufffd\\u{10000}-\\u{effff}';
const PART = `${START}0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;
const WORD = new RegExp(`[${START}][${PART}]*`, 'uy');
const PART_CHARACTER = new RegExp(`[${PART}]`, 'u');

/** The word of name characters (10.3.1.2) that begins at a place; empty when none does. */
export function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
}

/** Whether the character at a place may go on a name. */
export function isNamePart(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && PART_CHARACTER.test(String.fromCodePoint(code));
}
