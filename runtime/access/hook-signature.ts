import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time in a signature may lie from ours, in ms: after that a copied request is refused. */
export const REPLAY_WINDOW_MS = 5 * 60_000;

const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** The value of `X-Yizhan-Signature` for a body: `t=<seconds since the epoch>,v1=<HMAC-SHA256 of "<t>.<body>", hex>`. */
export function signHook(secret: string, body: Uint8Array, now: number): string {
  const seconds = String(Math.floor(now / 1000));
  return `t=${seconds},v1=${macOf(secret, seconds, body).toString('hex')}`;
}

/** Whether a signature is of this secret, body and hour. Compares in constant time; false for anything that is no signature. */
export function isSignedHook(
  secret: string,
  signed: { readonly signature: string; readonly body: Uint8Array; readonly now: number },
): boolean {
  const [, seconds = '0', given = '0'.repeat(64)] = FORM.exec(signed.signature) ?? [];
  const isEqual = timingSafeEqual(macOf(secret, seconds, signed.body), Buffer.from(given, 'hex'));
  return isEqual && Math.abs(signed.now - Number(seconds) * 1000) <= REPLAY_WINDOW_MS;
}

function macOf(secret: string, seconds: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
