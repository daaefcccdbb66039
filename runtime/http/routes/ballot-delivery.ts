import { Type } from '@sinclair/typebox';
import {
  deliverByNotice,
  deliveryProof,
  deliveryRoute,
  noteDelivery,
  noteMissedVisit,
  showBallotLink,
} from '../../use-cases/deliver-ballots.js';
import type { Office } from '../../use-cases/office.js';
import { enterProxy, listProxies, withdrawProxy } from '../../use-cases/vote-proxies.js';
import { signedIn } from '../call.js';
import { nothing, ok, route, type Route } from '../route.js';
import { HashSchema } from '../schemas.js';
import { DaySchema, UNIT_FILE, UnitSchema, VOTE, VOTE_UNIT } from './vote-schemas.js';

const DeliverySchema = Type.Object(
  {
    how: Type.Union([Type.Literal('in-person'), Type.Literal('post'), Type.Literal('link')]),
    proof: Type.Object(
      {
        photo: Type.Optional(HashSchema),
        signature: Type.Optional(HashSchema),
        trackingNo: Type.Optional(Type.String({ minLength: 4, maxLength: 40 })),
        receiver: Type.Optional(Type.String({ minLength: 2, maxLength: 50 })),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

const ProxySchema = Type.Object(
  {
    unit: UnitSchema,
    agentName: Type.String({ minLength: 2, maxLength: 50 }),
    agentId: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
    questions: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 50 }),
    from: DaySchema,
    to: DaySchema,
    isFamily: Type.Boolean(),
    letter: HashSchema,
  },
  { additionalProperties: false },
);

const PERMISSION = { permission: 'vote.run', tag: 'votes' } as const;

/** Ballots on their way to the owners, and letters of proxy that come back. */
export function ballotDeliveryRoutes(office: Office): Route[] {
  return [
    route({
      ...PERMISSION,
      method: 'get',
      path: '/api/votes/{voteId}/route',
      summary: { zh: '送达清单', en: 'Where ballots are to be brought' },
      params: VOTE,
      reply: { status: 200, text: 'Units with their parts, visits and deliveries' },
      handle: async (call) => ok(await deliveryRoute(office, signedIn(call), call.params.voteId)),
    }),
    route({
      ...PERMISSION,
      method: 'put',
      path: '/api/votes/{voteId}/route/{unit}',
      summary: { zh: '登记送达', en: 'Note a delivery' },
      params: VOTE_UNIT,
      body: DeliverySchema,
      reply: { status: 200, text: 'The unit as it stands now' },
      handle: async (call) => ok(await noteDelivery(office, signedIn(call), { ...call.params, ...call.body })),
    }),
    route({
      ...PERMISSION,
      method: 'post',
      path: '/api/votes/{voteId}/route/{unit}/visits',
      summary: { zh: '登记上门未遇', en: 'Note a visit that found nobody' },
      params: VOTE_UNIT,
      body: Type.Object(
        { note: Type.String({ maxLength: 200 }), photo: Type.Optional(HashSchema) },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'The unit as it stands now' },
      handle: async (call) => ok(await noteMissedVisit(office, signedIn(call), { ...call.params, ...call.body })),
    }),
    route({
      ...PERMISSION,
      method: 'post',
      path: '/api/votes/{voteId}/route/{unit}/link',
      summary: { zh: '出示选票链接', en: 'Show the link of a ballot to its owner' },
      params: VOTE_UNIT,
      reply: { status: 200, text: 'The link' },
      handle: async (call) => ok(await showBallotLink(office, signedIn(call), call.params)),
    }),
    route({
      ...PERMISSION,
      method: 'get',
      path: '/api/votes/{voteId}/route/{unit}/proofs/{fileId}',
      summary: { zh: '送达凭证', en: 'What shows a delivery' },
      params: UNIT_FILE,
      reply: { status: 200, text: 'The photo or signature', type: 'image/png' },
      handle: async (call) => ({
        status: 200,
        bytes: await deliveryProof(office, signedIn(call), call.params),
        type: 'image/png',
        name: 'proof.png',
      }),
    }),
    route({
      ...PERMISSION,
      method: 'post',
      path: '/api/votes/{voteId}/notice-deliveries',
      summary: { zh: '公告送达', en: 'Deliver by notice to units visited twice for nothing' },
      params: VOTE,
      body: Type.Object({ photo: HashSchema, smsSent: Type.Boolean() }, { additionalProperties: false }),
      reply: { status: 200, text: 'The units that count as delivered now' },
      handle: async (call) => ok(await deliverByNotice(office, signedIn(call), { ...call.params, ...call.body })),
    }),
    route({
      ...PERMISSION,
      method: 'get',
      path: '/api/votes/{voteId}/proxies',
      summary: { zh: '投票委托书', en: 'Letters of proxy' },
      params: VOTE,
      reply: { status: 200, text: 'The letters in force, the agents masked' },
      handle: async (call) => ok(await listProxies(office, signedIn(call), call.params.voteId)),
    }),
    route({
      ...PERMISSION,
      method: 'post',
      path: '/api/votes/{voteId}/proxies',
      summary: { zh: '登记投票委托书', en: 'Enter a letter of proxy' },
      params: VOTE,
      body: ProxySchema,
      reply: { status: 204, text: 'Taken' },
      handle: async (call) => {
        await enterProxy(office, signedIn(call), { ...call.params, ...call.body });
        return nothing();
      },
    }),
    route({
      ...PERMISSION,
      method: 'delete',
      path: '/api/votes/{voteId}/proxies/{unit}',
      summary: { zh: '撤回投票委托书', en: 'Take a letter of proxy back' },
      params: VOTE_UNIT,
      reply: { status: 204, text: 'Taken back' },
      handle: async (call) => {
        await withdrawProxy(office, signedIn(call), call.params);
        return nothing();
      },
    }),
  ];
}
