import type { ServerResponse } from 'node:http';
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { Text } from '../../engine/index.js';
import type { Permission } from '../access/permissions.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Language } from './language.js';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** A file as the multipart parser made it; nothing of a JSON body can look like one. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A request after validation and authorisation. `user` is null only on public routes. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly user: SignedIn | null;
  readonly file: UploadedFile | null;
  /** `Idempotency-Key` of the request, when it had one. */
  readonly idempotencyKey: string | null;
  /** Raw id of the session cookie; never logged. */
  readonly sessionToken: string | null;
  /** `Last-Event-ID` of a reader of events that comes back. */
  readonly lastEventId: string | null;
  /** Aborts when the caller goes away before it is answered. */
  readonly gone: AbortSignal;
  /** Headers that a hook is signed with. */
  readonly signature: string | null;
  readonly address: string;
  /** What tells one machine from another as far as a request shows it; never stored as it is. */
  readonly device: string;
  readonly language: Language;
}

/** What a handler answers: JSON (`body`), bytes (`file`), nothing (204), or a response that it goes on writing to (`stream`). `cookie` is a Set-Cookie value. */
export type Reply =
  | { readonly status: 200 | 201 | 202; readonly body: unknown; readonly cookie?: string }
  | { readonly status: 204; readonly cookie?: string; readonly clearSite?: boolean }
  | { readonly status: 200; readonly text: string; readonly type: string }
  | {
      readonly status: 200;
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly name: string;
      readonly inline?: boolean;
    }
  | { readonly status: 200; readonly stream: (response: ServerResponse) => Promise<void> };

/** Which counter limits the route, beside the general one of all. */
export type RateClass = 'ballot' | 'login' | 'lookup' | 'verify' | 'upload' | 'publish';

/** One answer that a route may give, for the API description. */
export interface ReplyShape {
  readonly status: 200 | 201 | 202 | 204;
  readonly text: string;
  readonly schema?: TSchema;
  readonly type?: string;
}

/** A route as it is declared: one place for path, permission, schemas and use case. Paths are written as in OpenAPI: `/api/cases/{caseId}`. */
export interface RouteDeclaration<P extends TObject, Q extends TObject, B extends TSchema> {
  readonly method: Method;
  readonly path: string;
  readonly permission: Permission;
  readonly tag: string;
  readonly summary: Text;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The body is one multipart field `file`. */
  readonly upload?: boolean;
  readonly rate?: RateClass;
  /** The body reaches the handler as it came, as bytes: its signature covers them. */
  readonly raw?: boolean;
  /** Largest JSON body in bytes; 512 KiB when absent. */
  readonly bodyLimit?: number;
  /**
   * `itself`: the handler answers a repeated Idempotency-Key by what it finds (the instance knows the command). Otherwise the registrar keeps
   * the first answer of every request that has one.
   */
  readonly repeats?: 'itself';
  readonly reply: ReplyShape;
  readonly handle: (call: Call<Static<P>, Static<Q>, Static<B>>) => Promise<Reply>;
}

/** A declaration with its types forgotten; only `route` makes one, and the registrar validates before it calls `handle`. */
export type Route = Omit<RouteDeclaration<TObject, TObject, TSchema>, 'handle'> & {
  readonly handle: (call: Call) => Promise<Reply>;
};

/** Declares a route. The static types of the handler's call come from the schemas. */
export function route<P extends TObject, Q extends TObject, B extends TSchema>(
  declaration: RouteDeclaration<P, Q, B>,
): Route {
  const { handle, ...rest } = declaration;
  return {
    ...rest,
    // The registrar has validated params, query and body against these very schemas.
    handle: (call) => handle(call as Call<Static<P>, Static<Q>, Static<B>>),
  };
}

/** Answers 200 with JSON. */
export const ok = (body: unknown): Reply => ({ status: 200, body });
/** Answers 201 with JSON. */
export const created = (body: unknown): Reply => ({ status: 201, body });
/** Answers 202 with JSON: taken, and nothing has come of it yet. */
export const accepted = (body: unknown): Reply => ({ status: 202, body });
/** Answers 204. */
export const nothing = (): Reply => ({ status: 204 });
