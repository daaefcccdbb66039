import { Type } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import {
  askCredentialByLink,
  askOwnCredential,
  castSecretBallot,
  enterHolderKey,
  leaveHolderKey,
  readHolders,
  withdrawCredentialByLink,
  withdrawOwnCredential,
} from '../../use-cases/secret-ballots.js';
import { signedIn } from '../call.js';
import { created, nothing, ok, route, type Route } from '../route.js';
import { BALLOT_LINK, UnitSchema, VOTE, VOTE_UNIT } from './vote-schemas.js';

const coded = (least: number, most: number = least) =>
  Type.String({ pattern: '^[\\w-]+$', minLength: least, maxLength: most });
const BlindedSchema = coded(100, 700);
const PointSchema = coded(87);

const BallotSchema = Type.Object(
  {
    klass: Type.String({ pattern: '^c\\d{2,4}$' }),
    serial: PointSchema,
    credential: coded(100, 700),
    n: Type.Integer({ minimum: 1, maximum: 1000 }),
    closed: Type.Object(
      {
        iv: coded(16),
        data: coded(20, 20_000),
        from: PointSchema,
        shares: Type.Array(coded(66), { minItems: 2, maxItems: 9 }),
      },
      { additionalProperties: false },
    ),
    proof: coded(86),
  },
  { additionalProperties: false },
);

/** Votes without names: credentials are asked for with a name, ballots are cast without one, keys are kept by several people. */
export function secretBallotRoutes(office: Office): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/votes/{voteId}/credentials',
      permission: 'vote.cast',
      // Repeated with the same number it tells how far the credential is: nothing is to be kept of it.
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '申请无记名投票凭证', en: 'Ask for the credential of a secret ballot' },
      params: VOTE,
      body: Type.Object({ unit: UnitSchema, blinded: BlindedSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'How far it is; the blind signature once five of the same weight have asked' },
      handle: async (call) => ok(await askOwnCredential(office, signedIn(call), { ...call.params, ...call.body })),
    }),
    route({
      method: 'delete',
      path: '/api/votes/{voteId}/credentials/{unit}',
      permission: 'vote.cast',
      tag: 'votes',
      summary: { zh: '撤回投票凭证申请', en: 'Take a wish for a credential back' },
      params: VOTE_UNIT,
      reply: { status: 204, text: 'Taken back; the unit votes by name or on paper' },
      handle: async (call) => {
        await withdrawOwnCredential(office, signedIn(call), call.params);
        return nothing();
      },
    }),
    route({
      method: 'post',
      path: '/api/ballots/{voteId}/credentials',
      permission: 'public',
      rate: 'ballot',
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '凭链接申请无记名投票凭证', en: 'Ask for a credential through a link' },
      params: VOTE,
      body: Type.Object({ ...BALLOT_LINK, blinded: BlindedSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'As with an account' },
      handle: async (call) => {
        const { blinded, ...link } = call.body;
        return ok(await askCredentialByLink(office, { ...call.params, ...link }, blinded));
      },
    }),
    route({
      method: 'post',
      path: '/api/ballots/{voteId}/withdrawn-credentials',
      permission: 'public',
      rate: 'ballot',
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '凭链接撤回投票凭证申请', en: 'Take a wish for a credential back through a link' },
      params: VOTE,
      body: Type.Object(BALLOT_LINK, { additionalProperties: false }),
      reply: { status: 204, text: 'As with an account' },
      handle: async (call) => {
        await withdrawCredentialByLink(office, { ...call.params, ...call.body });
        return nothing();
      },
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/secret-ballots',
      permission: 'public',
      rate: 'ballot',
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '无记名投票（不得带登录状态）', en: 'Vote in secret, without a session' },
      params: VOTE,
      body: BallotSchema,
      reply: { status: 201, text: 'The tracker, and the signed word of the office that the ballot lies in the box' },
      handle: async (call) => created(await castSecretBallot(office, call.user, { ...call.params, ballot: call.body })),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/keys',
      permission: 'vote.read',
      tag: 'votes',
      summary: { zh: '密钥保管人', en: 'Who keeps the keys of a secret vote' },
      params: VOTE,
      reply: { status: 200, text: 'Names, and who has entered the key' },
      handle: async (call) => ok(await readHolders(office, signedIn(call), call.params.voteId)),
    }),
    route({
      method: 'put',
      path: '/api/votes/{voteId}/keys/mine',
      permission: 'vote.key',
      tag: 'votes',
      summary: { zh: '登记本人保管的密钥（公开部分）', en: 'Leave the public part of the key one keeps' },
      params: VOTE,
      body: Type.Object({ publicKey: PointSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'Who keeps the keys now' },
      handle: async (call) => ok(await leaveHolderKey(office, signedIn(call), { ...call.params, ...call.body })),
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/keys/mine/opening',
      permission: 'vote.key',
      // The key must not be kept with the request.
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '截止后输入本人保管的密钥', en: 'Enter the key one keeps, after the voting has ended' },
      params: VOTE,
      body: Type.Object({ privateKey: coded(43) }, { additionalProperties: false }),
      reply: { status: 200, text: 'Who has entered the key' },
      handle: async (call) => ok(await enterHolderKey(office, signedIn(call), { ...call.params, ...call.body })),
    }),
  ];
}
