import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';

/** The text of a file, or why it cannot be read. */
export type DecodedXml =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem };

/** Windows-1252 differs from ISO-8859-1 at 0x80 to 0x9F only; 0 stands for bytes without a character. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/**
 * Decodes an XML file by its byte order mark, else by the encoding it declares, else as UTF-8 (XML 1.0, appendix F). A text stands for a
 * file that its reader has decoded. UTF-8, UTF-16, ISO-8859-1, Windows-1252 and US-ASCII are known; others are refused by name.
 */
export function decodeXml(contents: string | Uint8Array): DecodedXml {
  if (typeof contents === 'string') return { ok: true, text: contents };
  const [a, b, c, d] = contents;
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(contents, 3);
  if (a === 0xfe && b === 0xff) return utf16(contents, 2, true);
  if (a === 0xff && b === 0xfe) return utf16(contents, 2, false);
  if (a === 0 && b === 0x3c && c === 0 && d === 0x3f) return utf16(contents, 0, true);
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return utf16(contents, 0, false);
  const head = fromCodes([...contents.subarray(0, 200)]);
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? 'UTF-8';
  switch (declared.toLowerCase()) {
    case 'utf-8':
    case 'utf8':
      return utf8(contents, 0);
    case 'iso-8859-1':
    case 'latin1':
      return { ok: true, text: singleBytes(contents, []) };
    case 'us-ascii':
    case 'ascii':
    case 'windows-1252':
    case 'cp1252':
      return { ok: true, text: singleBytes(contents, WINDOWS_1252) };
    default:
      return refused(`不支持的文件编码：${declared}`, `Not an encoding that is read: ${declared}`);
  }
}

function refused(zh: string, en: string): DecodedXml {
  const place = { line: 1, clause: 'XML 1.0 4.3.3' };
  return { ok: false, problem: errorAt('xml-encoding', place, `${zh}，请改用 UTF-8`, `${en}; save the file as UTF-8`) };
}

function singleBytes(bytes: Uint8Array, high: readonly number[]): string {
  const codes: number[] = [];
  for (const byte of bytes) codes.push(byte >= 0x80 && byte <= 0x9f ? high[byte - 0x80] || byte : byte);
  return fromCodes(codes);
}

function utf16(bytes: Uint8Array, from: number, bigEndian: boolean): DecodedXml {
  const codes: number[] = [];
  for (let at = from; at + 1 < bytes.length; at += 2) {
    const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
    codes.push(bigEndian ? first * 256 + second : second * 256 + first);
  }
  return { ok: true, text: fromCodes(codes) };
}

function utf8(bytes: Uint8Array, from: number): DecodedXml {
  const codes: number[] = [];
  for (let at = from; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : 3;
    let code = more === 0 ? lead : lead & (0x3f >> more);
    let good = lead < 0x80 || (lead >= 0xc2 && lead < 0xf5);
    for (let next = 1; next <= more; next += 1) {
      const byte = bytes[at + next] ?? 0;
      good &&= (byte & 0xc0) === 0x80;
      code = code * 64 + (byte & 0x3f);
    }
    if (!good) return refused('文件不是有效的 UTF-8', 'The file is not valid UTF-8');
    if (code > 0xffff) codes.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    else codes.push(code);
    at += more + 1;
  }
  return { ok: true, text: fromCodes(codes) };
}

/** UTF-16 code units as text, in pieces that fit on the stack. */
function fromCodes(codes: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < codes.length; at += 8192) parts.push(String.fromCharCode(...codes.slice(at, at + 8192)));
  return parts.join('');
}
