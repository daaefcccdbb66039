import { randomUUID } from 'node:crypto';
import type { JsonValue } from '../../../engine/index.js';
import { DEMO_PASSWORD } from '../../../runtime/use-cases/log-in.js';

/** What a request answered in the end. `body` is the parsed JSON, or null. */
export interface Reply {
  readonly status: number;
  readonly body: JsonValue;
  readonly bytes: Uint8Array;
}

/** A person at a browser who does not give up: a request whose connection broke is sent again, the same, under the same `Idempotency-Key`. */
export interface PatientClient {
  get(place: string): Promise<Reply>;
  post(place: string, body: JsonValue): Promise<Reply>;
  upload(name: string, bytes: Uint8Array): Promise<Reply>;
}

/** What a patient client depends on: where the server is, how to wait until it is there again, whom to tell about a repetition. */
export interface Patience {
  readonly base: string;
  /** Resolves with the life of the server that answers now. */
  untilReady(): Promise<number>;
  retried(request: string, life: number): void;
}

const MAX_TRIES = 8;

/** Somebody without a session. */
export function patientClient(patience: Patience): PatientClient {
  let cookie = '';
  const once = async (
    method: string,
    place: string,
    headers: Record<string, string>,
    body?: BodyInit,
  ): Promise<Reply> => {
    const response = await fetch(patience.base + place, {
      method,
      redirect: 'manual',
      headers: { ...headers, Connection: 'close', ...(cookie === '' ? {} : { Cookie: cookie }) },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const given = response.headers.getSetCookie()[0];
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && bytes.length > 0;
    return {
      status: response.status,
      bytes,
      body: isJson ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue) : null,
    };
  };
  const send: typeof once = async (method, place, headers, body) => {
    for (let tries = 1; ; tries += 1) {
      const life = await patience.untilReady();
      try {
        return await once(method, place, headers, body);
      } catch (error) {
        // Only a broken connection ends here; every answer of the server, also a refusal, is an answer.
        if (tries === MAX_TRIES) throw new Error(`${method} ${place} got no answer`, { cause: error });
        patience.retried(`${method} ${place}`, life);
      }
    }
  };
  const writing = (): Record<string, string> => ({ 'X-Yizhan-Request': '1', 'Idempotency-Key': randomUUID() });
  return {
    get: (place) => send('GET', place, {}),
    post: (place, body) =>
      send('POST', place, { ...writing(), 'Content-Type': 'application/json' }, JSON.stringify(body)),
    upload: (name, bytes) => {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)]), name);
      return send('POST', '/api/files', writing(), form);
    },
  };
}

/** Somebody who signed in with a sample account. Throws when the server refuses. */
export async function signIn(patience: Patience, login: string): Promise<PatientClient> {
  const client = patientClient(patience);
  const reply = await client.post('/api/session', { login, password: DEMO_PASSWORD });
  if (reply.status !== 200) throw new Error(`${login} cannot sign in: ${JSON.stringify(reply.body)}`);
  return client;
}
