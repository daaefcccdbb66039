import { createHash } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Clock } from '../seams/clock.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { COMMANDS } from '../store/collections.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import type { Call, Reply, Route } from './route.js';

/** Answers a request with an Idempotency-Key once: whoever repeats it gets the first answer, however often and through whichever process. */
export interface Repeats {
  /** Throws RequestProblem IDEMPOTENCY_MISMATCH when the key stood for another request. */
  run(call: Call, name: string, work: () => Promise<Reply>): Promise<Reply>;
}

/** After this a request that has left no answer is taken for cut off, and carried out again. */
const CUT_OFF_MS = 30_000;
const LOOK_MS = 50;

/** The whole answer is sealed: nobody knows what it holds. */
const WHOLE: ReadonlySet<string> = new Set(['answer']);

/** Whether a route leaves repetitions to the registrar: all that change something, but those that see to it themselves. */
export function isRemembered(route: Pick<Route, 'method' | 'repeats'>): boolean {
  return route.method !== 'get' && route.repeats !== 'itself';
}

const hashOf = ({ body, file, query }: Call): string => {
  const hash = createHash('sha256').update(canonicalJson([query, body ?? null] as unknown as JsonValue));
  if (file !== null) hash.update(file.name).update(file.bytes);
  return hash.digest('hex');
};

/** What is kept of an answer; undefined for one that is not to be kept: it opens or closes a session, or is no JSON. */
const keptOf = (reply: Reply): JsonObject | undefined => {
  if ('cookie' in reply && reply.cookie !== undefined) return undefined;
  if ('body' in reply)
    return { status: reply.status, body: JSON.parse(JSON.stringify(reply.body ?? null)) as JsonValue };
  return reply.status === 204 && !('clearSite' in reply) ? { status: 204 } : undefined;
};

const replyOf = (plan: JsonValue): Reply | undefined => {
  const kept = isObject(plan) ? plan['answer'] : undefined;
  if (!isObject(kept)) return undefined;
  if (kept['status'] === 204) return { status: 204 };
  return { status: kept['status'] === 201 ? 201 : 200, body: kept['body'] };
};

/**
 * Keeps answers in the collection of commands under person, route and key, sealed as a whole; they are swept with it. A request that is
 * refused leaves nothing: it may be sent again with the same key.
 */
export function createRepeats(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
}): Repeats {
  const { store, clock, sealing } = parts;
  const running = new Map<string, { readonly hash: string; readonly reply: Promise<Reply> }>();

  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(LOOK_MS, resolve));

  /** The first answer; undefined when this call is the first, or the first was cut off. */
  const earlier = async (_id: string, requestHash: string): Promise<Reply | undefined> => {
    for (;;) {
      const at = clock.now();
      if (await store.insert(COMMANDS, { _id, at, requestHash })) return undefined;
      const known = await store.get(COMMANDS, _id);
      if (known === undefined) continue;
      if (known.requestHash !== requestHash) throw new RequestProblem('IDEMPOTENCY_MISMATCH');
      const reply = known.plan === undefined ? undefined : replyOf(sealing.unseal(_id, known.plan));
      if (reply !== undefined) return reply;
      const takenOver = clock.now() - known.at >= CUT_OFF_MS;
      if (takenOver && (await store.compareAndSet(COMMANDS, { at: known.at, requestHash }, { ...known, at })))
        return undefined;
      await pause();
    }
  };

  const first = async (_id: string, requestHash: string, work: () => Promise<Reply>): Promise<Reply> => {
    const before = await earlier(_id, requestHash);
    if (before !== undefined) return before;
    try {
      const reply = await work();
      const kept = keptOf(reply);
      if (kept === undefined) await store.remove(COMMANDS, _id);
      else {
        const plan = sealing.seal(_id, { answer: kept }, WHOLE);
        await store.compareAndSet(COMMANDS, { requestHash }, { _id, at: clock.now(), requestHash, plan });
      }
      return reply;
    } catch (error) {
      await store.remove(COMMANDS, _id).catch(() => false);
      throw error;
    }
  };

  return {
    run: async (call, name, work) => {
      if (call.idempotencyKey === null || call.user === null) return work();
      const id = `answer:${call.user.userId}:${call.idempotencyKey}:${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
      const hash = hashOf(call);
      const now = running.get(id);
      if (now !== undefined) {
        if (now.hash !== hash) throw new RequestProblem('IDEMPOTENCY_MISMATCH');
        return now.reply;
      }
      const reply = first(id, hash, work).finally(() => running.delete(id));
      running.set(id, { hash, reply });
      return reply;
    },
  };
}
