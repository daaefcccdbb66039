/**
 * The only source of randomness and of global ids.
 * - `ulid`: 26 characters, sortable by creation, unique across processes, growing within one process.
 * - `code`: `length` characters drawn without bias from an alphabet without look-alikes (no 0 O 1 I L), for codes people type.
 * - `token`: unguessable, URL-safe, `bytes` random bytes in base64url.
 * - `fraction`: a number in [0, 1), for jitter only, never for secrets.
 */
export interface IdSource {
  ulid(): string;
  code(length: number): string;
  token(bytes: number): string;
  fraction(): number;
}
