import { Type } from '@sinclair/typebox';
import { consentsOf, withdrawConsent } from '../../privacy/consent-ledger.js';
import { giveConsent } from '../../privacy/start-privacy.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { IdSchema } from '../schemas.js';

const Guardian = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 50 }),
    relation: Type.String({ minLength: 1, maxLength: 20 }),
  },
  { additionalProperties: false },
);

/** What a person was told about personal data, and consented to. */
export function consentRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/consents',
      permission: 'session',
      tag: 'consents',
      summary: { zh: '我的同意', en: 'My consents' },
      reply: { status: 200, text: 'What the person was told and consented to, newest first' },
      handle: async (call) => ok(await consentsOf(office, signedIn(call).userId)),
    }),
    route({
      method: 'post',
      path: '/api/consents',
      repeats: 'itself',
      permission: 'session',
      tag: 'consents',
      summary: { zh: '已阅读告知书、单独同意', en: 'The notice was shown; separate consent' },
      body: Type.Object(
        {
          service: IdSchema,
          form: Type.Optional(IdSchema),
          version: Type.String({ pattern: '^[0-9a-f]{12}$' }),
          sensitive: Type.Optional(Type.Boolean()),
          guardian: Type.Optional(Guardian),
        },
        { additionalProperties: false },
      ),
      reply: { status: 201, text: 'How the notice stands now' },
      handle: async (call) => {
        const { service, form, version, sensitive, guardian } = call.body;
        return created(
          await giveConsent(office, signedIn(call), {
            service,
            form,
            version,
            sensitive: sensitive === true,
            guardian,
          }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/api/consents/{consentNo}/withdraw',
      repeats: 'itself',
      permission: 'session',
      tag: 'consents',
      summary: { zh: '撤回同意', en: 'Withdraw a consent' },
      params: Type.Object({ consentNo: IdSchema }),
      reply: { status: 200, text: 'The consent, withdrawn' },
      handle: async (call) => ok(await withdrawConsent(office, signedIn(call), call.params.consentNo)),
    }),
  ];
}
