const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]{2,4}));/g;
/** What XML 1.0 (2.2) does not allow: controls, lone surrogates, two non-characters. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** True when XML 1.0 (2.2) allows every character of the text. */
export function isXmlText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** The text with its character and predefined entity references replaced (XML 1.0, 4.1); undefined when one is malformed or unknown. */
export function withoutReferences(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let good = true;
  const plain = text.replace(REFERENCE, (_all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) {
      const sign = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
      good &&= sign !== undefined;
      return sign ?? '';
    }
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const sign = code <= 0x10ffff ? String.fromCodePoint(code) : '';
    good &&= sign !== '' && isXmlText(sign);
    return sign;
  });
  const signs = text.split('&').length - 1;
  return good && signs === (text.match(REFERENCE)?.length ?? 0) ? plain : undefined;
}
