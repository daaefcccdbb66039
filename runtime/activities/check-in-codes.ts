import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PresenceAct } from '../wire/activities.js';

/** One code of a rotating row: shown from `from` until `until` (ms since the epoch), taken a little longer. */
export interface RotatingCode {
  readonly code: string;
  readonly from: number;
  readonly until: number;
}

/** A code or ticket that was read, with the instant the code was seen (ms since the epoch), or why it is not taken. */
export type CodeReading =
  | { readonly ok: true; readonly act: PresenceAct; readonly nonce: string; readonly at: number }
  | { readonly ok: false; readonly why: 'expired' | 'forged' };

/** How long somebody who has scanned a code may take to sign in and send it, in ms. */
export const TICKET_MS = 10 * 60_000;

const CODE = /^([io])([0-9a-z]{1,10})\.([\w-]{16})$/;
const TICKET = /^([io])([0-9a-z]{1,10})\.([\w-]{16})\.([\w-]{16})$/;
const FORGED: CodeReading = { ok: false, why: 'forged' };
const EXPIRED: CodeReading = { ok: false, why: 'expired' };

const letterOf = (act: PresenceAct): string => (act === 'in' ? 'i' : 'o');
const actOf = (letter: string | undefined): PresenceAct => (letter === 'i' ? 'in' : 'out');

const macOf = (key: Uint8Array, ...parts: readonly (string | number)[]): string =>
  createHmac('sha256', key).update(parts.join('|')).digest('base64url').slice(0, 16);

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * The codes of an activity from `now` on, `count` of them, each shown for `seconds`. A code names activity, act and turn, and is signed with
 * the key: nobody can make the next one. A page that gets several at once goes on showing codes while its network is away.
 */
export function codesFrom(
  key: Uint8Array,
  turn: {
    readonly activityNo: string;
    readonly act: PresenceAct;
    readonly seconds: number;
    readonly now: number;
    readonly count: number;
  },
): readonly RotatingCode[] {
  const { activityNo, act, seconds, now, count } = turn;
  const length = seconds * 1000;
  const first = Math.floor(now / length);
  return Array.from({ length: count }, (_, index) => {
    const slot = first + index;
    const code = `${letterOf(act)}${slot.toString(36)}.${macOf(key, 'code', activityNo, act, seconds, slot)}`;
    return { code, from: slot * length, until: (slot + 1) * length };
  });
}

/** Reads a code at `now`: the one that is shown and the one before it are taken, none that is still to come. */
export function readCode(
  key: Uint8Array,
  shown: { readonly activityNo: string; readonly code: string; readonly seconds: number; readonly now: number },
): CodeReading {
  const { activityNo, code, seconds, now } = shown;
  const [, letter, turn = '', mac = ''] = CODE.exec(code) ?? [];
  const act = actOf(letter);
  const slot = Number.parseInt(turn, 36);
  if (letter === undefined || !isSame(mac, macOf(key, 'code', activityNo, act, seconds, slot))) return FORGED;
  const present = Math.floor(now / (seconds * 1000));
  return slot === present || slot === present - 1 ? { ok: true, act, nonce: mac, at: now } : EXPIRED;
}

/** What somebody gets for a fresh code: proof of having seen it at `now`. It is used once (`nonce`), within TICKET_MS. */
export function ticketFor(
  key: Uint8Array,
  seen: { readonly activityNo: string; readonly act: PresenceAct; readonly nonce: string; readonly now: number },
): string {
  const { activityNo, act, nonce, now } = seen;
  const at = now.toString(36);
  return `${letterOf(act)}${at}.${nonce}.${macOf(key, 'ticket', activityNo, act, at, nonce)}`;
}

/** Reads a ticket at `now`. */
export function readTicket(
  key: Uint8Array,
  held: { readonly activityNo: string; readonly ticket: string; readonly now: number },
): CodeReading {
  const { activityNo, ticket, now } = held;
  const [, letter, at = '', nonce = '', mac = ''] = TICKET.exec(ticket) ?? [];
  const act = actOf(letter);
  if (letter === undefined || !isSame(mac, macOf(key, 'ticket', activityNo, act, at, nonce))) return FORGED;
  const seen = Number.parseInt(at, 36);
  return now >= seen && now <= seen + TICKET_MS ? { ok: true, act, nonce, at: seen } : EXPIRED;
}
