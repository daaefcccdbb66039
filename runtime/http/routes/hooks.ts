import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import { listHooks, receiveHook, removeHook, setHook } from '../../use-cases/hooks.js';
import type { Office } from '../../use-cases/office.js';
import { LONGEST_LIFE_MS } from '../../use-cases/publish.js';
import { signedIn } from '../call.js';
import { refuseHostileJson } from '../json-limits.js';
import { accepted, created, nothing, ok, route, type Route } from '../route.js';

const BODY_LIMIT = 256 * 1024;

const strict = <T extends TProperties>(properties: T): TObject<T> =>
  Type.Object(properties, { additionalProperties: false });

const HookName = strict({ name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }) });
const PointerSchema = Type.String({ pattern: '^(/[^/]{0,100}){1,10}$' });
const MappingSchema = strict({
  messageName: Type.String({ minLength: 1, maxLength: 200 }),
  key: PointerSchema,
  messageId: Type.Optional(PointerSchema),
  variables: Type.Record(Type.String({ maxLength: 100 }), PointerSchema),
  timeToLive: Type.Optional(Type.Integer({ minimum: 0, maximum: LONGEST_LIFE_MS })),
});

/** Messages of outside systems that sign what they send, and the declarations of what they may send. */
export function hookRoutes(office: Office): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/hooks/{name}',
      repeats: 'itself',
      permission: 'public',
      tag: 'messages',
      summary: {
        zh: '接收外部系统的签名请求（X-Yizhan-Signature: t=秒,v1=HMAC-SHA256）',
        en: 'Take a signed request of an outside system (X-Yizhan-Signature: t=seconds,v1=HMAC-SHA256)',
      },
      params: HookName,
      raw: true,
      bodyLimit: BODY_LIMIT,
      reply: {
        status: 202,
        text: 'Taken; the outcome of its message',
        schema: Type.Object({ outcome: Type.String() }),
      },
      handle: async (call) => {
        const body = call.body instanceof Uint8Array ? call.body : new Uint8Array();
        const { name } = call.params;
        return accepted(await receiveHook(office, { name, body, signature: call.signature, vet: refuseHostileJson }));
      },
    }),
    route({
      method: 'get',
      path: '/api/hooks',
      permission: 'worker.manage',
      tag: 'messages',
      summary: { zh: '外部系统接入点', en: 'What outside systems may send' },
      reply: { status: 200, text: 'Hooks without their secrets' },
      handle: async () => ok({ hooks: await listHooks(office) }),
    }),
    route({
      method: 'put',
      path: '/api/hooks/{name}',
      permission: 'worker.manage',
      tag: 'messages',
      summary: { zh: '设置接入点（生成新密钥）', en: 'Make or change a hook, with a new secret' },
      params: HookName,
      body: MappingSchema,
      reply: { status: 201, text: 'Its secret, which is shown this once' },
      handle: async (call) => {
        const { messageId, timeToLive = 0, ...rest } = call.body;
        const mapping = { ...rest, timeToLive, ...(messageId === undefined ? {} : { messageId }) };
        return created(await setHook(office, signedIn(call), { name: call.params.name, mapping }));
      },
    }),
    route({
      method: 'delete',
      path: '/api/hooks/{name}',
      permission: 'worker.manage',
      tag: 'messages',
      summary: { zh: '删除接入点', en: 'Take a hook away' },
      params: HookName,
      reply: { status: 204, text: 'Gone' },
      handle: async (call) => {
        await removeHook(office, signedIn(call), call.params.name);
        return nothing();
      },
    }),
  ];
}
