import { Type } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import { requestKey } from '../../use-cases/request-key.js';
import {
  castBallot,
  castByLink,
  deliveryRoute,
  enterPaper,
  listPaper,
  listVotes,
  noteDelivery,
  openBallotLink,
  proveReceipt,
  readVote,
  takeVoteFile,
} from '../../use-cases/votes.js';
import type { PaperReading } from '../../votes/paper-ballots.js';
import { signedIn } from '../call.js';
import { created, nothing, ok, route, type Route } from '../route.js';
import { IdSchema } from '../schemas.js';

const MarkSchema = Type.Union([Type.Literal('for'), Type.Literal('against'), Type.Literal('abstain')]);
const ChoicesSchema = Type.Record(
  Type.String({ maxLength: 80 }),
  Type.Union([MarkSchema, Type.Record(Type.String({ maxLength: 80 }), MarkSchema)]),
);
const UnitSchema = Type.String({ pattern: '^u\\d{4,6}$' });
const VOTE = Type.Object({ voteId: IdSchema });
const LINK = {
  token: Type.String({ pattern: '^[\\w-]{22}$' }),
  idTail: Type.String({ pattern: '^\\d{5}[\\dXx]$' }),
};
const PaperSchema = Type.Object(
  {
    unit: UnitSchema,
    choices: Type.Union([ChoicesSchema, Type.Null()]),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
  },
  { additionalProperties: false },
);

/** Votes: ballots of one's own, links, delivery, paper, receipts, and the file for a count by somebody else. */
export function voteRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/votes',
      permission: 'vote.read',
      tag: 'votes',
      summary: { zh: '表决', en: 'Votes' },
      reply: { status: 200, text: 'Votes that concern the person; never an interim result' },
      handle: async (call) => ok(await listVotes(office, signedIn(call))),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}',
      permission: 'vote.read',
      tag: 'votes',
      summary: { zh: '一次表决', en: 'A vote' },
      params: VOTE,
      reply: { status: 200, text: 'Questions, own units, who took part by weight; the result once it is counted' },
      handle: async (call) => ok(await readVote(office, signedIn(call), call.params.voteId)),
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/ballots',
      permission: 'vote.cast',
      tag: 'votes',
      summary: { zh: '投票', en: 'Vote' },
      params: VOTE,
      body: Type.Object({ unit: UnitSchema, choices: ChoicesSchema }, { additionalProperties: false }),
      reply: { status: 201, text: 'The receipt' },
      handle: async (call) => {
        const user = signedIn(call);
        const commandId = requestKey(office, 'ballot', user.userId, call.idempotencyKey);
        return created(await castBallot(office, user, { ...call.params, ...call.body, commandId }));
      },
    }),
    route({
      method: 'post',
      path: '/api/ballots/{voteId}/open',
      permission: 'public',
      rate: 'lookup',
      tag: 'votes',
      summary: { zh: '打开选票链接', en: 'Open a ballot link' },
      params: VOTE,
      body: Type.Object(LINK, { additionalProperties: false }),
      reply: { status: 200, text: 'The ballot' },
      handle: async (call) => ok(await openBallotLink(office, { ...call.params, ...call.body })),
    }),
    route({
      method: 'post',
      path: '/api/ballots/{voteId}',
      permission: 'public',
      rate: 'ballot',
      tag: 'votes',
      summary: { zh: '凭链接投票', en: 'Vote through a link' },
      params: VOTE,
      body: Type.Object({ ...LINK, choices: ChoicesSchema }, { additionalProperties: false }),
      reply: { status: 201, text: 'The receipt' },
      handle: async (call) => {
        const { token, idTail, choices } = call.body;
        const commandId = requestKey(office, 'ballot-link', token, call.idempotencyKey);
        return created(await castByLink(office, { ...call.params, token, idTail }, { choices, commandId }));
      },
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/receipts/{receipt}',
      permission: 'public',
      rate: 'lookup',
      tag: 'votes',
      summary: { zh: '核验回执', en: 'Check a receipt' },
      params: Type.Object({ voteId: IdSchema, receipt: Type.String({ pattern: '^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$' }) }),
      reply: { status: 200, text: 'The proof that the ballot is in the box, after the count' },
      handle: async (call) => ok(await proveReceipt(office, call.params.voteId, call.params.receipt)),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/route',
      permission: 'vote.run',
      tag: 'votes',
      summary: { zh: '送达清单', en: 'Where ballots are to be brought' },
      params: VOTE,
      reply: { status: 200, text: 'Units with their parts and deliveries' },
      handle: async (call) => ok(await deliveryRoute(office, signedIn(call), call.params.voteId)),
    }),
    route({
      method: 'put',
      path: '/api/votes/{voteId}/route/{unit}',
      permission: 'vote.run',
      tag: 'votes',
      summary: { zh: '登记送达', en: 'Note a delivery' },
      params: Type.Object({ voteId: IdSchema, unit: UnitSchema }),
      body: Type.Object({ how: Type.String({ minLength: 2, maxLength: 200 }) }, { additionalProperties: false }),
      reply: { status: 204, text: 'Noted' },
      handle: async (call) => {
        await noteDelivery(office, signedIn(call), { ...call.params, ...call.body });
        return nothing();
      },
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/paper',
      permission: 'vote.count',
      tag: 'votes',
      summary: { zh: '纸质选票录入情况', en: 'Paper ballots' },
      params: VOTE,
      reply: { status: 200, text: 'Units and how far they are entered, without what was read' },
      handle: async (call) => ok(await listPaper(office, signedIn(call), call.params.voteId)),
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/paper',
      permission: 'vote.count',
      tag: 'votes',
      summary: { zh: '录入纸质选票（两人各录一次）', en: 'Enter a paper ballot; two people do so' },
      params: VOTE,
      body: PaperSchema,
      reply: { status: 200, text: 'Whether it waits for the second entry, differs, or is in the box' },
      handle: async (call) => ok(await enterPaper(office, signedIn(call), { ...paperOf(call), decides: false })),
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/paper-decisions',
      permission: 'vote.supervise',
      tag: 'votes',
      summary: { zh: '裁定录入差异', en: 'Decide between differing entries' },
      params: VOTE,
      body: PaperSchema,
      reply: { status: 200, text: 'In the box' },
      handle: async (call) => ok(await enterPaper(office, signedIn(call), { ...paperOf(call), decides: true })),
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/file',
      permission: 'vote.file',
      tag: 'votes',
      summary: { zh: '取得复核文件', en: 'The file for a count by somebody else' },
      params: VOTE,
      reply: { status: 200, text: 'Every ballot with what proves it' },
      handle: async (call) => ok(await takeVoteFile(office, signedIn(call), call.params.voteId)),
    }),
  ];
}

function paperOf(call: {
  readonly params: { readonly voteId: string };
  readonly body: { readonly unit: string; readonly choices: PaperReading['choices']; readonly reason?: string };
}): { readonly voteId: string; readonly unit: string; readonly reading: PaperReading } {
  const { unit, choices, reason } = call.body;
  return { voteId: call.params.voteId, unit, reading: { choices, ...(reason === undefined ? {} : { reason }) } };
}
