import { RE2JS } from 're2js';

/** Patterns of package authors and of requests run on a linear-time engine: no input makes them slow (`trust.md` S22). */
export function linearRegExp(pattern: string, flags: string): { test: (text: string) => boolean } {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0);
  return { test: (text) => compiled.matcher(text).find() };
}
linearRegExp.code = 'linearRegExp';
