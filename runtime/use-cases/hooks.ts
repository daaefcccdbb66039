import { createHash } from 'node:crypto';
import { isObject, valueAt, type Actor, type JsonObject, type JsonValue } from '../../engine/index.js';
import { isSignedHook } from '../access/hook-signature.js';
import type { SignedIn } from '../access/signed-in.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/**
 * How a request of an outside system becomes a message: the name of the message, and JSON Pointers into the body for its correlation key, its
 * id (absent: the hash of the body) and its variables, by name. `timeToLive` in ms.
 */
export interface HookMapping {
  readonly messageName: string;
  readonly key: string;
  readonly messageId?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeToLive: number;
}

/** A hook (`_id` = its name). `secret` is sealed with bond `_id`. Instants in ms since the epoch. */
export interface HookRecord extends StoreRecord {
  readonly mapping: HookMapping;
  readonly secret: JsonValue;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** All hooks. */
export const HOOKS = collection<HookRecord>('hooks');

const SEALED = new Set(['secret']);

/** Makes a hook, or gives one that exists another mapping and another secret; the secret is shown this once. */
export async function setHook(
  office: Office,
  user: SignedIn,
  { name, mapping }: { readonly name: string; readonly mapping: HookMapping },
): Promise<{ readonly name: string; readonly secret: string }> {
  const secret = office.ids.token(32);
  const { secret: sealed = null } = office.sealing.seal(name, { secret }, SEALED) as JsonObject;
  const about = { mapping, secret: sealed, createdAt: office.clock.now(), createdBy: user.userId };
  const record: HookRecord = { _id: name, ...about };
  if (!(await office.store.insert(HOOKS, record))) await office.store.compareAndSet(HOOKS, {}, record);
  const facts = { name, messageName: mapping.messageName };
  await office.audit.write({ actorId: user.userId, action: 'hook.set', facts });
  return { name, secret };
}

/** All hooks without their secrets. */
export async function listHooks(
  office: Office,
): Promise<readonly { readonly name: string; readonly mapping: HookMapping }[]> {
  const page = await office.store.find(HOOKS, { sort: [{ field: '_id' }], limit: 1000 });
  return page.records.map(({ _id: name, mapping }) => ({ name, mapping }));
}

/** Takes a hook away. Throws RequestProblem NOT_FOUND. */
export async function removeHook(office: Office, user: SignedIn, name: string): Promise<void> {
  if (!(await office.store.remove(HOOKS, name))) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({ actorId: user.userId, action: 'hook.removed', facts: { name } });
}

/**
 * Takes a signed request of an outside system in and publishes its message. Throws RequestProblem HOOK_REFUSED for an unknown hook and for a
 * signature that does not fit or is too old (nobody learns which), BAD_JSON, BAD_REQUEST for a body without key.
 */
export async function receiveHook(
  office: Office,
  request: {
    readonly name: string;
    readonly body: Uint8Array;
    readonly signature: string | null;
    /** Throws for content that could hurt later. */
    readonly vet: (content: unknown) => void;
  },
): Promise<{ readonly outcome: string }> {
  const { name, body, signature } = request;
  const hook = await office.store.get(HOOKS, name);
  const known = hook === undefined ? 'nobody' : office.sealing.unseal(name, { secret: hook.secret });
  const secret = isObject(known) && typeof known['secret'] === 'string' ? known['secret'] : 'nobody';
  const isSigned = isSignedHook(secret, { signature: signature ?? '', body, now: office.clock.now() });
  if (hook === undefined || !isSigned) throw new RequestProblem('HOOK_REFUSED');
  const { mapping } = hook;
  const content = parsed(body);
  request.vet(content);
  const key = textAt(content, mapping.key);
  if (key === undefined) throw new RequestProblem('BAD_REQUEST');
  const given = mapping.messageId === undefined ? undefined : textAt(content, mapping.messageId);
  const messageId = given ?? createHash('sha256').update(body).digest('hex');
  const variables = Object.fromEntries(
    Object.entries(mapping.variables).map(([target, pointer]) => [target, valueAt(content, pointer) ?? null]),
  );
  const actor: Actor = { kind: 'user', userId: `hook:${name}`, roles: ['worker'] };
  const outcome = await office.messages.publish({
    messageId: `h:${createHash('sha256').update([name, messageId].join('\0')).digest('hex')}`,
    messageName: mapping.messageName,
    correlationKey: key,
    timeToLive: mapping.timeToLive,
    variables,
    actor,
  });
  const answer = outcome.kind === 'expired' ? 'not-correlated' : outcome.kind;
  if (answer === 'not-correlated') {
    const facts = { name: mapping.messageName, key, messageId };
    await office.audit.write({ actorId: actor.userId, action: 'message.not-correlated', facts });
  }
  return { outcome: answer };
}

function parsed(body: Uint8Array): JsonValue {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as JsonValue;
  } catch {
    throw new RequestProblem('BAD_JSON');
  }
}

function textAt(content: JsonValue, pointer: string): string | undefined {
  const value = valueAt(content, pointer);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined;
}
