import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import { LONGEST_LIFE_MS, publishMessage, publishSignal } from '../../use-cases/publish.js';
import { jsonObject, signedIn } from '../call.js';
import { accepted, ok, route, type Route } from '../route.js';
import { DocumentSchema } from '../schemas.js';

const strict = <T extends TProperties>(properties: T): TObject<T> =>
  Type.Object(properties, { additionalProperties: false });

const NameSchema = Type.String({ minLength: 1, maxLength: 200 });
const KeySchema = Type.String({ maxLength: 200 });
const IdSchema = Type.String({ minLength: 1, maxLength: 200 });
const MessageSchema = strict({
  name: NameSchema,
  key: Type.Optional(KeySchema),
  keys: Type.Optional(Type.Array(KeySchema, { maxItems: 20 })),
  messageId: Type.Optional(IdSchema),
  timeToLive: Type.Optional(Type.Integer({ minimum: 0, maximum: LONGEST_LIFE_MS })),
  variables: Type.Optional(DocumentSchema),
});
const AnswerSchema = Type.Object({
  messageId: Type.String(),
  outcome: Type.Union(
    (['delivered', 'started', 'held', 'buffered', 'not-correlated'] as const).map((one) => Type.Literal(one)),
  ),
  instanceId: Type.Optional(Type.String()),
});

/** Messages and signals from outside. */
export function messageRoutes(office: Office): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/messages',
      repeats: 'itself',
      permission: 'message.publish',
      tag: 'messages',
      summary: { zh: '发布消息（按名称和关联键）', en: 'Publish a message by name and correlation key' },
      body: MessageSchema,
      reply: {
        status: 200,
        text: 'Taken by an instance, or it began one; 202 when it is held, kept for its time to live, or for nobody',
        schema: AnswerSchema,
      },
      handle: async (call) => {
        const { name, key = '', keys, messageId, timeToLive = 0, variables = {} } = call.body;
        const answer = await publishMessage(office, signedIn(call), {
          name,
          key,
          ...(keys === undefined ? {} : { keys }),
          ...(messageId === undefined ? {} : { messageId }),
          timeToLive,
          variables: jsonObject(variables),
          idempotencyKey: call.idempotencyKey,
        });
        return answer.outcome === 'delivered' || answer.outcome === 'started' ? ok(answer) : accepted(answer);
      },
    }),
    route({
      method: 'post',
      path: '/api/signals',
      repeats: 'itself',
      permission: 'message.publish',
      tag: 'messages',
      summary: { zh: '发布信号（通知所有等待者）', en: 'Publish a signal to everybody who waits for it' },
      body: strict({
        name: NameSchema,
        signalId: Type.Optional(IdSchema),
        variables: Type.Optional(DocumentSchema),
      }),
      reply: {
        status: 200,
        text: 'How many instances waited for it, and which began',
        schema: Type.Object({
          signalId: Type.String(),
          reached: Type.Integer(),
          begun: Type.Array(Type.String()),
        }),
      },
      handle: async (call) => {
        const { name, signalId, variables = {} } = call.body;
        const request = {
          name,
          ...(signalId === undefined ? {} : { signalId }),
          variables: jsonObject(variables),
          idempotencyKey: call.idempotencyKey,
        };
        return ok(await publishSignal(office, signedIn(call), request));
      },
    }),
  ];
}
