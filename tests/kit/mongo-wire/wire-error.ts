/** An answer `{ok: 0}` with MongoDB's code and name. */
export class WireError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly labels: readonly string[];
  /** Further fields of the answer (`keyPattern`, `keyValue`). */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    code: number,
    codeName: string,
    message: string,
    more: { readonly labels?: readonly string[]; readonly facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.codeName = codeName;
    this.labels = more.labels ?? [];
    this.facts = more.facts ?? {};
  }
}

/** A request that MongoDB refuses, too. */
export function badValue(message: string): WireError {
  return new WireError(2, 'BadValue', message);
}

/** Something that MongoDB may know and this server does not, or that stands outside the portable subset: a test must not rest on it. */
export function unknownHere(what: string): WireError {
  return new WireError(9_999_001, 'UnknownToWireServer', `the wire server for tests does not know ${what}`);
}
