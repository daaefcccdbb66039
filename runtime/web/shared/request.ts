import { currentLang } from './lang.js';
import { isIdle } from './presence.js';
import { ApiProblem, type FieldProblem, statusSentence, Unreachable } from './problem.js';

/** A call to the server. `idempotencyKey` makes it safe to repeat; it must stay the same for the same wish. */
export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Sends no cookie: the server must not know who asks. */
  readonly nameless?: boolean;
}

const PATIENCE_MS = 60_000;
let onSignedOut: () => void = () => undefined;

/** Says what happens when the server no longer knows who is asking (status 401). */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** Headers of a call: the language of its answer, for writes the mark that it comes from our own pages, and whether nobody is there. */
export function apiHeaders(call: ApiCall): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': currentLang() === 'zh' ? 'zh-CN' : 'en',
    ...(call.method === undefined || call.method === 'GET' ? {} : { 'x-yizhan-request': '1' }),
    ...(isIdle() ? { 'x-yizhan-idle': '1' } : {}),
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
  };
}

/**
 * Calls the server and reads its JSON. Rejects with `ApiProblem` where the server refuses and with `Unreachable` where no answer came.
 * The caller names the shape; it is the one of the server's OpenAPI description.
 */
export async function request<T>(path: string, call: ApiCall = {}): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let reply: Response;
  try {
    reply = await fetch(path, {
      method: call.method ?? 'GET',
      headers: apiHeaders(call),
      credentials: call.nameless === true ? 'omit' : 'same-origin',
      signal: call.signal === undefined ? patience : AbortSignal.any([patience, call.signal]),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    throw new Unreachable('no answer', { cause: error });
  }
  const text = await reply.text().catch(() => {
    throw new Unreachable('answer broke off');
  });
  if (reply.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  if (reply.status === 401) onSignedOut();
  throw problemOf(reply.status, text);
}

/** Reads a problem+json body; an answer of another kind (a proxy's page, say) becomes the sentence of its status. */
export function problemOf(status: number, text: string): ApiProblem {
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) body = parsed as Record<string, unknown>;
  } catch {
    // Not JSON: the status alone has to speak.
  }
  const lang = currentLang();
  return new ApiProblem({
    status,
    code: typeof body['code'] === 'string' ? body['code'] : String(status),
    sentence: sentenceOf(body, lang) ?? statusSentence(status, lang),
    errors: Array.isArray(body['errors']) ? (body['errors'] as FieldProblem[]) : [],
    traceId: typeof body['traceId'] === 'string' ? body['traceId'] : undefined,
  });
}

function sentenceOf(body: Record<string, unknown>, lang: 'zh' | 'en'): string | undefined {
  for (const key of ['detail', 'title']) {
    const value = body[key];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'object' && value !== null) {
      const text = (value as Record<string, unknown>)[lang];
      if (typeof text === 'string') return text;
    }
  }
  return undefined;
}
