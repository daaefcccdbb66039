/*
 * A record becomes text several times on its way into a store: for its checksum, for the chain of the history, and as what is stored. What is
 * large is made into text once. Records are never changed, so a text stays right as long as its record lives.
 */

const ofParts = new WeakMap<object, string>();
const ofRecords = new WeakMap<object, string>();

/** Keeps the text of a part that several records hold, or that is asked for several times. */
export function keepPartText(part: object): void {
  if (!ofParts.has(part)) ofParts.set(part, JSON.stringify(part));
}

/** The JSON text of a member of a record; undefined for what JSON leaves out. */
export function partText(part: unknown): string | undefined {
  const kept = typeof part === 'object' && part !== null ? ofParts.get(part) : undefined;
  // Typed as if it always gave a text: for `undefined` it does not.
  return kept ?? (JSON.stringify(part) as string | undefined);
}

/** Keeps the text of a record. */
export function keepRecordText(record: object, text: string): void {
  ofRecords.set(record, text);
}

/** The JSON text of a record. */
export function recordText(record: object): string {
  return ofRecords.get(record) ?? JSON.stringify(record);
}
