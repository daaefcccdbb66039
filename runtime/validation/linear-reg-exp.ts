import { RE2JS } from 're2js';

/** What ajv wants of a regular expression. It keeps one for each `String(expression)`, so the text must name pattern and flags. */
interface LinearRegExp {
  readonly test: (text: string) => boolean;
  readonly toString: () => string;
}

/** Patterns of package authors and of requests run on a linear-time engine: no input makes them slow. */
export function linearRegExp(pattern: string, flags: string): LinearRegExp {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0);
  return {
    test: (text) => compiled.matcher(text).find(),
    toString: () => `/${pattern}/${flags}`,
  };
}
linearRegExp.code = 'linearRegExp';
