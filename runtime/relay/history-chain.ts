import { createHmac } from 'node:crypto';
import type { Sealing } from '../seams/sealing.js';
import { textOf } from '../store/record-sum.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import { plainRows, type PlainHistoryRow } from './history-rows.js';

/** The link of a row, which covers the link of the row before: undefined before the first. */
export type HistoryChain = (before: string | undefined, row: PlainHistoryRow) => string;

/** 132 bits of the code: enough, and short in every row. */
const LENGTH = 22;

/**
 * The chain over the history of an instance: a code (HMAC-SHA-256 under a key of the office) over the link before and the row's plain facts. A
 * row that somebody changed, took out or put in without the key breaks it, and what was sealed cannot be guessed from it.
 */
export function createHistoryChain(sealing: Sealing): HistoryChain {
  const key = sealing.deriveKey('history-chain');
  // A row may be made again after the case has moved to another process: only what its facts say counts.
  return (before = '', { processId: _process, ...row }) =>
    createHmac('sha256', key)
      .update(`${before}\n${textOf(row)}`)
      .digest('base64url')
      .slice(0, LENGTH);
}

/** The link behind those facts of an instance whose rows may not all be written yet, up to a number (exclusive). */
export function chainUpTo(chain: HistoryChain, instance: OpenInstance, seq = Infinity): string | undefined {
  const facts = instance.history.filter((fact) => fact.seq < seq);
  return plainRows(instance, facts).reduce<string | undefined>((before, row) => chain(before, row), instance.chain);
}
