/* The tokens of XML 1.0 and of Namespaces in XML 1.0, each to be matched where the reader stands. */

const START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff' +
  '\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
/** A name without colon (Namespaces in XML 1.0). */
const NAME = `[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`;
/** The beginning of a start tag: prefix, local name. */
export const TAG = new RegExp(`<(?:(${NAME}):)?(${NAME})`, 'uy');
/** An attribute with the white space before it: prefix, local name, value in either quotes. */
export const ATTRIBUTE = new RegExp(
  `[ \\t\\n]+(?:(${NAME}):)?(${NAME})[ \\t\\n]*=[ \\t\\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'uy',
);
/** The end of a start tag: `/` when the element is empty. */
export const TAG_END = /[ \t\n]*(\/?)>/y;
/** An end tag: name. */
export const CLOSE = /<\/([^\s>]+)[ \t\n]*>/y;
/** The beginning of a processing instruction: target. */
export const INSTRUCTION = new RegExp(`<\\?(${NAME})[ \\t\\n?]`, 'uy');
/** The XML declaration: encoding in either quotes. */
export const DECLARATION =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/y;
