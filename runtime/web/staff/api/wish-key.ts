/** A fresh `Idempotency-Key`: kept while the same wish is repeated, replaced for the next wish. */
export function wishKey(): string {
  return crypto.randomUUID();
}
