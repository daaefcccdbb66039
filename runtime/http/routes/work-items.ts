import { Type } from '@sinclair/typebox';
import { workItemView } from '../../read/work-item-view.js';
import { readWorklist } from '../../read/worklist.js';
import { WORKLIST } from '../../store/collections.js';
import { claimWorkItem } from '../../use-cases/claim-work-item.js';
import { completeWorkItem } from '../../use-cases/complete-work-item.js';
import { nextWorkItem } from '../../use-cases/next-work-item.js';
import type { Office } from '../../use-cases/office.js';
import { RequestProblem } from '../../use-cases/request-problem.js';
import { saveDraft } from '../../use-cases/save-draft.js';
import { jsonObject, signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { DocumentSchema, EmptySchema, IdSchema, VersionSchema } from '../schemas.js';

const Id = Type.Object({ id: IdSchema });

/** The worklist and what people do with work items. */
export function workItemRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/work-items',
      permission: 'work.take',
      tag: 'work items',
      summary: { zh: '任务列表', en: 'The worklist' },
      query: Type.Object(
        {
          view: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('groups'), Type.Literal('all')])),
          sort: Type.Optional(Type.Union([Type.Literal('timeLeft'), Type.Literal('createdAt')])),
          q: Type.Optional(Type.String({ maxLength: 100 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
          limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]?$' })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of work items with lamps, and the counts of the views' },
      handle: async (call) => {
        const { view, sort, q, cursor, limit } = call.query;
        return ok(
          await readWorklist({ ...office, now: office.clock.now() }, signedIn(call), {
            view: view ?? 'mine',
            sort: sort ?? 'timeLeft',
            search: q,
            cursor,
            limit: limit === undefined ? 50 : Number(limit),
          }),
        );
      },
    }),
    route({
      method: 'get',
      path: '/api/work-items/{id}',
      permission: 'work.take',
      tag: 'work items',
      summary: { zh: '打开任务', en: 'Open a work item' },
      params: Id,
      reply: { status: 200, text: 'Its forms, its history, what the person may do' },
      handle: async (call) => ok(await workItemView(office, signedIn(call), call.params.id)),
    }),
    ...(['claim', 'release'] as const).map((act) =>
      route({
        method: 'post',
        path: `/api/work-items/{id}/${act}`,
        repeats: 'itself',
        permission: 'work.take',
        tag: 'work items',
        summary: act === 'claim' ? { zh: '签收', en: 'Claim' } : { zh: '退回任务池', en: 'Release' },
        params: Id,
        body: EmptySchema,
        reply: { status: 200, text: 'Done' },
        handle: async (call) =>
          ok(
            await claimWorkItem(office, signedIn(call), {
              workItemId: call.params.id,
              act,
              idempotencyKey: call.idempotencyKey,
            }),
          ),
      }),
    ),
    route({
      method: 'post',
      path: '/api/work-items/{id}/complete',
      repeats: 'itself',
      permission: 'work.take',
      tag: 'work items',
      summary: { zh: '办理完成', en: 'Complete' },
      params: Id,
      body: Type.Object(
        { document: Type.Optional(DocumentSchema), formVersion: Type.Optional(VersionSchema) },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'The case, and the next work item of the person' },
      handle: async (call) => {
        const user = signedIn(call);
        const { caseId, next: own } = await completeWorkItem(office, user, {
          workItemId: call.params.id,
          document: jsonObject(call.body.document ?? {}),
          formVersion: call.body.formVersion,
          idempotencyKey: call.idempotencyKey,
          device: call.device,
        });
        const next = own ?? (await nextWorkItem(office, user, caseId));
        return ok({ caseId, ...(next === undefined ? {} : { next }) });
      },
    }),
    route({
      method: 'put',
      path: '/api/work-items/{id}/draft',
      permission: 'work.take',
      tag: 'work items',
      summary: { zh: '暂存', en: 'Save a draft' },
      params: Id,
      body: Type.Object({ document: DocumentSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'When it was saved' },
      handle: async (call) => {
        const user = signedIn(call);
        const row = await office.store.get(WORKLIST, call.params.id);
        if (row === undefined) throw new RequestProblem('WORK_ITEM_GONE');
        if (row.assignee !== user.userId) throw new RequestProblem('NOT_ASSIGNEE');
        return ok(
          await saveDraft(office, user, {
            subject: call.params.id,
            kind: 'workItem',
            document: jsonObject(call.body.document),
          }),
        );
      },
    }),
  ];
}
