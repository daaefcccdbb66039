import { Type } from '@sinclair/typebox';
import { addBoardPhoto, officeBoard } from '../../board/keep-board.js';
import { objectToNotice, openObjection } from '../../board/object-to-notice.js';
import { answerLetter, ownObjections } from '../../board/own-objections.js';
import { readBoard, readNotice } from '../../board/read-board.js';
import type { Office } from '../../use-cases/office.js';
import { requestKey } from '../../use-cases/request-key.js';
import { jsonObject, signedIn } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { DocumentSchema, IdSchema } from '../schemas.js';

const Notice = Type.Object({ noticeId: IdSchema });
const Photo = Type.Object(
  {
    fileId: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    size: Type.Integer({ minimum: 1 }),
    type: Type.String({ maxLength: 100 }),
  },
  { additionalProperties: false },
);

/** The notice board: anybody reads it, people who have signed in object, staff keep photos of the paper boards. */
export function boardRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/board',
      permission: 'public',
      tag: 'board',
      summary: { zh: '公示栏', en: 'The notice board' },
      query: Type.Object(
        {
          state: Type.Optional(Type.Union([Type.Literal('shown'), Type.Literal('past')])),
          kind: Type.Optional(Type.String({ maxLength: 60 })),
          estate: Type.Optional(Type.String({ maxLength: 60 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of notices; those that are over hold no personal data' },
      handle: async ({ user, query: { state, kind, estate, cursor } }) =>
        ok(await readBoard(office, user, { past: state === 'past', kind, estate, cursor })),
    }),
    route({
      method: 'get',
      path: '/api/board/objections',
      permission: 'session',
      tag: 'board',
      summary: { zh: '我的异议', en: 'My objections' },
      reply: { status: 200, text: 'Objections of the person, newest first, with the written answers' },
      handle: async (call) => ok(await ownObjections(office, signedIn(call))),
    }),
    route({
      method: 'get',
      path: '/api/board/objections/{objectionNo}/answer.pdf',
      permission: 'session',
      tag: 'board',
      summary: { zh: '异议答复书', en: 'The written answer to an objection' },
      params: Type.Object({ objectionNo: IdSchema }),
      reply: { status: 200, text: 'PDF', type: 'application/pdf' },
      handle: async (call) => {
        const { bytes, name } = await answerLetter(office, signedIn(call), call.params.objectionNo);
        return { status: 200, bytes, name, type: 'application/pdf', inline: true };
      },
    }),
    route({
      method: 'get',
      path: '/api/board/office',
      permission: 'register.read',
      tag: 'board',
      summary: { zh: '公示台账', en: 'Notices within reach' },
      query: Type.Object(
        {
          state: Type.Optional(Type.String({ maxLength: 20 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'Notices with their cases, photos and open objections' },
      handle: async (call) => {
        const { state, cursor } = call.query;
        return ok(await officeBoard(office, signedIn(call), { state, cursor }));
      },
    }),
    route({
      method: 'get',
      path: '/api/board/{noticeId}',
      permission: 'public',
      tag: 'board',
      summary: { zh: '公示详情', en: 'A notice' },
      params: Notice,
      reply: { status: 200, text: 'The notice; without personal data when it is over' },
      handle: async ({ user, params }) => ok(await readNotice(office, user, params.noticeId)),
    }),
    route({
      method: 'get',
      path: '/api/board/{noticeId}/objection-form',
      permission: 'case.start',
      tag: 'board',
      summary: { zh: '异议表', en: 'The form of an objection' },
      params: Notice,
      reply: { status: 200, text: 'The form and what the office knows of the person' },
      handle: async (call) => ok(await openObjection(office, signedIn(call), call.params.noticeId)),
    }),
    route({
      method: 'post',
      path: '/api/board/{noticeId}/objections',
      repeats: 'itself',
      permission: 'case.start',
      tag: 'board',
      summary: { zh: '提出异议', en: 'Object' },
      params: Notice,
      body: Type.Object({ document: DocumentSchema }, { additionalProperties: false }),
      reply: { status: 201, text: 'The objection has been taken' },
      handle: async (call) =>
        created(
          await objectToNotice(office, signedIn(call), {
            noticeId: call.params.noticeId,
            document: jsonObject(call.body.document),
            idempotencyKey: call.idempotencyKey,
          }),
        ),
    }),
    route({
      method: 'post',
      path: '/api/board/{noticeId}/photos',
      permission: 'register.write',
      tag: 'board',
      summary: { zh: '上传张贴照片', en: 'Add a photo of a paper board' },
      params: Notice,
      body: Type.Object({ photo: Photo }, { additionalProperties: false }),
      reply: { status: 201, text: 'The notice with its photos' },
      handle: async (call) => {
        const user = signedIn(call);
        const commandId = requestKey(office, 'board-photo', user.userId, call.idempotencyKey);
        const { photo } = call.body;
        return created(await addBoardPhoto(office, user, { noticeId: call.params.noticeId, photo, commandId }));
      },
    }),
  ];
}
