import { Type } from '@sinclair/typebox';
import {
  decidePaper,
  differingEntries,
  enterPaper,
  listPaper,
  notePaperReturn,
  readBoard,
  runRecount,
  takeVoteFile,
  type PaperRequest,
} from '../../use-cases/count-ballots.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { ChoicesSchema, UnitSchema, VOTE, VOTE_UNIT } from './vote-schemas.js';

const PaperSchema = Type.Object(
  {
    unit: UnitSchema,
    choices: Type.Union([ChoicesSchema, Type.Null()]),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
    byAgent: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** Paper ballots, the count board, the recount and its file. */
export function ballotCountRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/votes/{voteId}/board',
      permission: 'vote.read',
      tag: 'votes',
      summary: { zh: '计票公示', en: 'The count board' },
      params: VOTE,
      reply: { status: 200, text: 'Who took part; figures of the outcome once it is counted' },
      handle: async (call) => ok(await readBoard(office, signedIn(call), call.params.voteId)),
    }),
    route({
      method: 'put',
      path: '/api/votes/{voteId}/paper/{unit}/return',
      permission: 'vote.return',
      tag: 'votes',
      summary: { zh: '登记纸质选票回收', en: 'Note that a paper ballot came back, unread' },
      params: VOTE_UNIT,
      reply: { status: 200, text: 'Returned, or void because the unit has voted' },
      handle: async (call) => ok(await notePaperReturn(office, signedIn(call), call.params)),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/paper',
      permission: 'vote.return',
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
      // What the registrar keeps of a request would tell the choices to whoever reads the store.
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '录入纸质选票（两人各录一次）', en: 'Enter a paper ballot; two people do so' },
      params: VOTE,
      body: PaperSchema,
      reply: { status: 200, text: 'Whether it waits for the second entry, differs, or is in the box' },
      handle: async (call) => ok(await enterPaper(office, signedIn(call), paperOf(call))),
    }),
    route({
      method: 'get',
      path: '/api/votes/{voteId}/paper/{unit}/entries',
      permission: 'vote.supervise',
      tag: 'votes',
      summary: { zh: '比对两次录入', en: 'Two entries that differ' },
      params: VOTE_UNIT,
      reply: { status: 200, text: 'Both entries' },
      handle: async (call) => ok(await differingEntries(office, signedIn(call), call.params)),
    }),
    route({
      method: 'post',
      path: '/api/votes/{voteId}/paper-decisions',
      permission: 'vote.supervise',
      // What the registrar keeps of a request would tell the choices to whoever reads the store.
      repeats: 'itself',
      tag: 'votes',
      summary: { zh: '裁定录入差异', en: 'Decide between differing entries' },
      params: VOTE,
      body: PaperSchema,
      reply: { status: 200, text: 'In the box' },
      handle: async (call) => ok(await decidePaper(office, signedIn(call), paperOf(call))),
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
    route({
      method: 'post',
      path: '/api/votes/{voteId}/recounts',
      permission: 'vote.file',
      tag: 'votes',
      summary: { zh: '复核计票', en: 'Count again by an independent program' },
      params: VOTE,
      reply: { status: 200, text: 'The second count, and whether both agree' },
      handle: async (call) => ok(await runRecount(office, signedIn(call), call.params.voteId)),
    }),
  ];
}

function paperOf(call: {
  readonly params: { readonly voteId: string };
  readonly body: {
    readonly unit: string;
    readonly choices: PaperRequest['reading']['choices'];
    readonly reason?: string;
    readonly byAgent?: boolean;
  };
}): PaperRequest {
  const { unit, ...reading } = call.body;
  return { voteId: call.params.voteId, unit, reading };
}
