/** A page found by its path, with the parts of the path it is about. */
export interface Match<Name extends string> {
  readonly name: Name;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the page for a path in a table of patterns such as `/cases/:caseId`. The first pattern that fits wins; undefined where none
 * does. A slash at the end does not matter; a part that is not valid percent-encoding fits nothing.
 */
export function matchPath<Name extends string>(
  path: string,
  table: readonly (readonly [pattern: string, name: Name])[],
): Match<Name> | undefined {
  const parts = partsOf(path);
  for (const [pattern, name] of table) {
    const params = fit(parts, partsOf(pattern));
    if (params !== undefined) return { name, params };
  }
  return undefined;
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function fit(parts: readonly string[], pattern: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (parts.length !== pattern.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (!wanted.startsWith(':')) {
      if (wanted !== part) return undefined;
      continue;
    }
    try {
      params[wanted.slice(1)] = decodeURIComponent(part);
    } catch {
      return undefined;
    }
  }
  return params;
}
