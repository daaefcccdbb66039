/** English names by element id (`i18n/en.json`, `elements`), changed by commands only. */
export interface EnglishNames {
  get(id: string): string | undefined;
  set(id: string, text: string | undefined): void;
  all(): Readonly<Record<string, string>>;
}

/** The names an editor begins with. */
export function createEnglishNames(start: Readonly<Record<string, string>>): EnglishNames {
  const names = new Map(Object.entries(start));
  return {
    get: (id) => names.get(id),
    set: (id, text) => void (text === undefined ? names.delete(id) : names.set(id, text)),
    all: () => Object.fromEntries(names),
  };
}
