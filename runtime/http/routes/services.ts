import { Type } from '@sinclair/typebox';
import { listServices, serviceDetail } from '../../use-cases/list-services.js';
import type { Office } from '../../use-cases/office.js';
import { openStartForm } from '../../use-cases/open-start-form.js';
import { dropDraft, listDrafts, saveDraft } from '../../use-cases/save-draft.js';
import { serviceOf } from '../../use-cases/service-of.js';
import { nothing, ok, route, type Route } from '../route.js';
import { DocumentSchema, IdSchema } from '../schemas.js';
import { jsonObject, signedIn } from '../call.js';

const Key = Type.Object({ key: IdSchema });
const Service = Type.Object({ service: IdSchema });

/** The catalogue of services, their start forms and the drafts of the person. */
export function serviceRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/services',
      permission: 'public',
      tag: 'services',
      summary: { zh: '可办理的事项', en: 'Services that can be started' },
      reply: { status: 200, text: 'All services' },
      handle: async () => ok(await listServices(office)),
    }),
    route({
      method: 'get',
      path: '/api/services/{key}',
      permission: 'public',
      tag: 'services',
      summary: { zh: '一个事项', en: 'One service' },
      params: Key,
      reply: { status: 200, text: 'The service, the version of its form, a filled sample' },
      handle: async ({ params }) => ok(await serviceDetail(office, params.key)),
    }),
    route({
      method: 'get',
      path: '/api/services/{key}/start-form',
      permission: 'case.start',
      tag: 'services',
      summary: { zh: '申请表', en: 'The start form' },
      params: Key,
      reply: { status: 200, text: 'The form, the draft, what is known already' },
      handle: async (call) => ok(await openStartForm(office, signedIn(call), call.params.key)),
    }),
    route({
      method: 'get',
      path: '/api/drafts',
      permission: 'session',
      tag: 'drafts',
      summary: { zh: '我的草稿', en: 'My drafts' },
      reply: { status: 200, text: 'Drafts of start forms, newest first' },
      handle: async (call) => ok(await listDrafts(office, signedIn(call))),
    }),
    route({
      method: 'put',
      path: '/api/drafts/{service}',
      permission: 'case.start',
      tag: 'drafts',
      summary: { zh: '保存草稿', en: 'Save a draft' },
      params: Service,
      body: Type.Object({ document: DocumentSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'When it was saved' },
      handle: async (call) => {
        await serviceOf(office, call.params.service);
        return ok(
          await saveDraft(office, signedIn(call), {
            subject: call.params.service,
            kind: 'service',
            document: jsonObject(call.body.document),
          }),
        );
      },
    }),
    route({
      method: 'delete',
      path: '/api/drafts/{service}',
      permission: 'session',
      tag: 'drafts',
      summary: { zh: '删除草稿', en: 'Drop a draft' },
      params: Service,
      reply: { status: 204, text: 'Gone' },
      handle: async (call) => {
        await dropDraft(office, signedIn(call), call.params.service);
        return nothing();
      },
    }),
  ];
}
