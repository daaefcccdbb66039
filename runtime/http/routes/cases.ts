import { Type } from '@sinclair/typebox';
import { caseView } from '../../read/case-view.js';
import { diagramView } from '../../read/diagram-view.js';
import { caseHistory } from '../../read/history-view.js';
import { openCase } from '../../read/open-case.js';
import { listCasesInReach, listOwnCases } from '../../use-cases/list-cases.js';
import type { Office } from '../../use-cases/office.js';
import { readDocument } from '../../use-cases/read-document.js';
import { readReceipt } from '../../use-cases/read-receipt.js';
import { revealField } from '../../use-cases/reveal-field.js';
import { sendMessage } from '../../use-cases/send-message.js';
import { startCase } from '../../use-cases/start-case.js';
import { jsonObject, signedIn } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { DocumentSchema, IdSchema, VersionSchema } from '../schemas.js';

const CaseId = Type.Object({ caseId: IdSchema });
const PDF = 'application/pdf';

/** Cases: start, read, messages of the applicant, documents. */
export function caseRoutes(office: Office): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/cases',
      repeats: 'itself',
      permission: 'case.start',
      tag: 'cases',
      summary: { zh: '提交申请', en: 'Start a case' },
      body: Type.Object(
        { service: IdSchema, document: DocumentSchema, formVersion: Type.Optional(VersionSchema) },
        { additionalProperties: false },
      ),
      reply: { status: 201, text: 'The receipt: case id, number, query code, dates' },
      handle: async (call) =>
        created(
          await startCase(office, signedIn(call), {
            service: call.body.service,
            document: jsonObject(call.body.document),
            formVersion: call.body.formVersion,
            idempotencyKey: call.idempotencyKey,
            device: call.device,
          }),
        ),
    }),
    route({
      method: 'get',
      path: '/api/cases',
      permission: 'case.read',
      tag: 'cases',
      summary: { zh: '我的办件；scope=office 为所辖办件', en: 'My cases; with scope=office those in reach' },
      query: Type.Object(
        {
          scope: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('office')])),
          q: Type.Optional(Type.String({ maxLength: 100 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      reply: {
        status: 200,
        text: 'A list of own cases, or a page (items, nextCursor) of cases in reach; newest first',
      },
      handle: async (call) => {
        const { scope, q, cursor } = call.query;
        const user = signedIn(call);
        if (scope !== 'office') return ok(await listOwnCases(office, user));
        return ok(await listCasesInReach(office, user, { search: q, cursor }));
      },
    }),
    route({
      method: 'get',
      path: '/api/cases/{caseId}',
      permission: 'case.read',
      tag: 'cases',
      summary: { zh: '办件详情', en: 'A case' },
      params: CaseId,
      reply: { status: 200, text: 'The case as the person may see it' },
      handle: async (call) => {
        const user = signedIn(call);
        return ok(await caseView(office, user, await openCase(office, user, call.params.caseId)));
      },
    }),
    route({
      method: 'get',
      path: '/api/cases/{caseId}/history',
      permission: 'case.history',
      tag: 'cases',
      summary: { zh: '办件历史', en: 'History of a case' },
      params: CaseId,
      reply: { status: 200, text: 'What happened, oldest first' },
      handle: async (call) => {
        const { row } = await openCase(office, signedIn(call), call.params.caseId);
        return ok(await caseHistory(office, row._id));
      },
    }),
    route({
      method: 'get',
      path: '/api/cases/{caseId}/diagram',
      permission: 'case.read',
      tag: 'cases',
      summary: { zh: '流程图与当前位置', en: 'Diagrams with live tokens' },
      params: CaseId,
      reply: { status: 200, text: 'Every process of the case, root first' },
      handle: async (call) => {
        const opened = await openCase(office, signedIn(call), call.params.caseId);
        return ok({ processes: await diagramView(office, opened) });
      },
    }),
    route({
      method: 'get',
      path: '/api/cases/{caseId}/receipt.pdf',
      permission: 'case.read',
      tag: 'cases',
      summary: { zh: '回执', en: 'The receipt as PDF' },
      params: CaseId,
      reply: { status: 200, text: 'PDF', type: PDF },
      handle: async (call) => {
        const { bytes, name } = await readReceipt(office, signedIn(call), call.params.caseId);
        return { status: 200, bytes, name, type: PDF, inline: true };
      },
    }),
    route({
      method: 'post',
      path: '/api/cases/{caseId}/messages/{name}',
      permission: 'case.read',
      tag: 'cases',
      summary: { zh: '撤回等申请人操作', en: 'Send a message to the case' },
      params: Type.Object({ caseId: IdSchema, name: IdSchema }),
      body: Type.Object({ document: Type.Optional(DocumentSchema) }, { additionalProperties: false }),
      reply: { status: 200, text: 'Taken' },
      handle: async (call) =>
        ok(
          await sendMessage(office, signedIn(call), {
            caseId: call.params.caseId,
            name: call.params.name,
            document: call.body.document === undefined ? undefined : jsonObject(call.body.document),
            idempotencyKey: call.idempotencyKey,
          }),
        ),
    }),
    route({
      method: 'post',
      path: '/api/cases/{caseId}/reveal',
      permission: 'case.reveal',
      tag: 'cases',
      summary: { zh: '查看一个脱敏值（留痕）', en: 'See one masked value, logged' },
      params: CaseId,
      body: Type.Object(
        {
          formId: IdSchema,
          pointer: Type.String({ pattern: '^/', maxLength: 500 }),
          reason: Type.String({ minLength: 1, maxLength: 300 }),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'The value' },
      handle: async (call) =>
        ok(await revealField(office, signedIn(call), { ...call.body, caseId: call.params.caseId })),
    }),
    route({
      method: 'get',
      path: '/api/documents/{documentId}',
      permission: 'case.read',
      tag: 'documents',
      summary: { zh: '打开文书', en: 'Open a document' },
      params: Type.Object({ documentId: IdSchema }),
      reply: { status: 200, text: 'PDF', type: PDF },
      handle: async (call) => {
        const file = await readDocument(office, signedIn(call), call.params.documentId);
        return { status: 200, ...file, inline: file.type === PDF };
      },
    }),
  ];
}
