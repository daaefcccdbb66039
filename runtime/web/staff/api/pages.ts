/** A list with a place to go on; `nextCursor` absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | undefined;
}

/** Reads a list whether the server sends it bare or as a page (`items`, or the one array it holds). */
export function pageOf<T>(reply: unknown): Page<T> {
  if (Array.isArray(reply)) return { items: reply as readonly T[], nextCursor: undefined };
  if (typeof reply !== 'object' || reply === null) return { items: [], nextCursor: undefined };
  const body = reply as Readonly<Record<string, unknown>>;
  const list = body['items'] ?? Object.values(body).find((value) => Array.isArray(value));
  const cursor = body['nextCursor'];
  return {
    items: Array.isArray(list) ? (list as readonly T[]) : [],
    nextCursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
  };
}
