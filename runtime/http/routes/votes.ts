import { Type } from '@sinclair/typebox';
import {
  candidatePhoto,
  castBallot,
  castByLink,
  openBallotLink,
  ownBallot,
  proveReceipt,
  readCheckpoints,
} from '../../use-cases/cast-ballot.js';
import type { Office } from '../../use-cases/office.js';
import { proxyLetter } from '../../use-cases/proxy-letter.js';
import { listVotes, readVote } from '../../use-cases/vote-views.js';
import { signedIn } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { IdSchema } from '../schemas.js';
import { BALLOT_LINK, ChoicesSchema, UnitSchema, VOTE, VOTE_FILE, VOTE_UNIT } from './vote-schemas.js';

/** Votes for those who vote: ballots of one's own or by a letter of proxy, links, receipts. */
export function voteRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/votes',
      permission: 'vote.read',
      tag: 'votes',
      summary: { zh: '表决', en: 'Votes' },
      query: Type.Object({ case: Type.Optional(IdSchema) }, { additionalProperties: false }),
      reply: { status: 200, text: 'Votes that concern the person; never an interim result' },
      handle: async (call) => ok(await listVotes(office, signedIn(call), call.query.case)),
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
      // What the registrar keeps of a request would tell the choices to whoever reads the store.
      repeats: 'itself',
      reply: { status: 201, text: 'The receipt' },
      handle: async (call) => {
        const { idempotencyKey } = call;
        return created(await castBallot(office, signedIn(call), { ...call.params, ...call.body, idempotencyKey }));
      },
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/ballots/{unit}',
      permission: 'vote.cast',
      tag: 'votes',
      summary: { zh: '查看本人选票', en: 'The own ballot as it was counted' },
      params: VOTE_UNIT,
      reply: { status: 200, text: 'The own ballot, after the count' },
      handle: async (call) => ok(await ownBallot(office, signedIn(call), call.params)),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/proxy-letters/{unit}',
      permission: 'vote.read',
      tag: 'votes',
      summary: { zh: '下载投票委托书', en: 'The letter of proxy of a unit' },
      params: VOTE_UNIT,
      reply: { status: 200, text: 'A PDF to be signed', type: 'application/pdf' },
      handle: async (call) => ({
        status: 200,
        bytes: await proxyLetter(office, signedIn(call), call.params),
        type: 'application/pdf',
        name: 'proxy.pdf',
        inline: true,
      }),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/photos/{fileId}',
      permission: 'public',
      tag: 'votes',
      summary: { zh: '候选人照片', en: 'The picture of a candidate' },
      params: VOTE_FILE,
      reply: { status: 200, text: 'The picture, as it was posted', type: 'image/jpeg' },
      handle: async (call) => ({
        status: 200,
        bytes: await candidatePhoto(office, call.params),
        type: 'image/jpeg',
        name: 'candidate.jpg',
      }),
    }),
    route({
      method: 'post',
      path: '/api/ballots/{voteId}/open',
      permission: 'public',
      rate: 'ballot',
      tag: 'votes',
      summary: { zh: '打开选票链接', en: 'Open a ballot link' },
      params: VOTE,
      body: Type.Object(BALLOT_LINK, { additionalProperties: false }),
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
      body: Type.Object({ ...BALLOT_LINK, choices: ChoicesSchema }, { additionalProperties: false }),
      repeats: 'itself',
      reply: { status: 201, text: 'The receipt' },
      handle: async (call) => {
        const { token, idTail, choices } = call.body;
        const { idempotencyKey } = call;
        return created(await castByLink(office, { ...call.params, token, idTail }, { choices, idempotencyKey }));
      },
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/checkpoints',
      permission: 'public',
      rate: 'verify',
      tag: 'votes',
      summary: { zh: '票箱签名检查点', en: 'Signed states of the ballot box' },
      params: VOTE,
      reply: { status: 200, text: 'States with the office’s Ed25519 signatures, and its public keys' },
      handle: async (call) => ok(await readCheckpoints(office, call.params.voteId)),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/receipts/{receipt}',
      permission: 'public',
      rate: 'verify',
      tag: 'votes',
      summary: { zh: '核验回执', en: 'Check a receipt' },
      params: Type.Object({ voteId: IdSchema, receipt: Type.String({ pattern: '^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$' }) }),
      reply: { status: 200, text: 'The proof that the ballot is in the box, after the count' },
      handle: async (call) => ok(await proveReceipt(office, call.params.voteId, call.params.receipt)),
    }),
  ];
}
