import { createHash } from 'node:crypto';
import type { JsonObject } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import type { PublishOutcome } from '../seams/messages.js';
import type { Office } from './office.js';
import { requestKey } from './request-key.js';

/** A message from outside. `timeToLive` in ms; absent ids are made from the Idempotency-Key. */
export interface MessageRequest {
  readonly name: string;
  readonly key: string;
  readonly keys?: readonly string[];
  readonly messageId?: string;
  readonly timeToLive: number;
  readonly variables: JsonObject;
}

/** What became of it: `not-correlated` means that nobody waited for it and it is not kept. */
export interface MessageAnswer {
  readonly messageId: string;
  readonly outcome: 'delivered' | 'started' | 'held' | 'buffered' | 'not-correlated';
  readonly instanceId?: string;
}

/** Longest time a message is kept, in ms. */
export const LONGEST_LIFE_MS = 30 * 86_400_000;

/**
 * Publishes a message, once for (name, key, id): a repetition gets the answer of the first. A message that comes too late, or for nobody, is
 * no fault of the process: it is answered `not-correlated` and noted in the audit log.
 */
export async function publishMessage(
  office: Office,
  user: SignedIn,
  request: MessageRequest & { readonly idempotencyKey: string | null },
): Promise<MessageAnswer> {
  const { name, key, keys, timeToLive, variables, idempotencyKey } = request;
  const messageId = request.messageId ?? requestKey(office, 'message', user.userId, idempotencyKey);
  const outcome = await office.messages.publish({
    messageId: `m:${createHash('sha256').update([name, key, messageId].join('\0')).digest('hex')}`,
    messageName: name,
    correlationKey: key,
    ...(keys === undefined ? {} : { keys }),
    timeToLive: Math.min(LONGEST_LIFE_MS, timeToLive),
    variables,
    actor: actorOf(user),
  });
  const answer = answerOf(messageId, outcome);
  if (answer.outcome === 'not-correlated') {
    const facts = { name, key, messageId };
    await office.audit.write({ actorId: user.userId, action: 'message.not-correlated', facts });
  }
  return answer;
}

/** Hands a signal to everybody who waits for it, once for its id; the id is made from the Idempotency-Key when there is none. */
export async function publishSignal(
  office: Office,
  user: SignedIn,
  request: {
    readonly name: string;
    readonly signalId?: string;
    readonly variables: JsonObject;
    readonly idempotencyKey: string | null;
  },
): Promise<{ readonly signalId: string; readonly reached: number; readonly begun: readonly string[] }> {
  const { name, variables, idempotencyKey } = request;
  const signalId = request.signalId ?? requestKey(office, 'signal', user.userId, idempotencyKey);
  const id = `s:${createHash('sha256').update([name, signalId].join('\0')).digest('hex')}`;
  const { reached, begun } = await office.messages.broadcast({ signalId: id, signalName: name, variables });
  return { signalId, reached, begun };
}

function answerOf(messageId: string, outcome: PublishOutcome): MessageAnswer {
  switch (outcome.kind) {
    case 'delivered':
    case 'started':
      return { messageId, outcome: outcome.kind, instanceId: outcome.instanceId };
    case 'held':
    case 'buffered':
      return { messageId, outcome: outcome.kind };
    case 'expired':
      return { messageId, outcome: 'not-correlated' };
  }
}
