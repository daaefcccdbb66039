import { Type } from '@sinclair/typebox';
import { rateByCode } from '../../ratings/rate-by-code.js';
import { lookUpCase } from '../../use-cases/look-up-case.js';
import type { Office } from '../../use-cases/office.js';
import { verifyCertificate } from '../../use-cases/verify-certificate.js';
import { jsonObject } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { DocumentSchema } from '../schemas.js';

/** What anyone may ask without login: a case by number and query code, a certificate by its token, the keys certificates are signed with. */
export function lookUpRoutes(office: Office): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/lookup',
      permission: 'public',
      rate: 'lookup',
      tag: 'public',
      summary: { zh: '凭编号和查询码查询', en: 'Look a case up' },
      body: Type.Object(
        {
          caseNumber: Type.String({ minLength: 1, maxLength: 60 }),
          queryCode: Type.String({ minLength: 1, maxLength: 12 }),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'The case without personal data' },
      handle: async ({ body }) => ok(await lookUpCase(office, body)),
    }),
    route({
      method: 'post',
      path: '/api/lookup/rating',
      permission: 'public',
      rate: 'lookup',
      tag: 'public',
      summary: { zh: '凭编号和查询码评价', en: 'Rate a service by number and code' },
      body: Type.Object(
        {
          caseNumber: Type.String({ minLength: 1, maxLength: 60 }),
          queryCode: Type.String({ minLength: 1, maxLength: 12 }),
          document: DocumentSchema,
        },
        { additionalProperties: false },
      ),
      reply: { status: 201, text: 'The rating has been taken' },
      handle: async ({ body: { caseNumber, queryCode, document }, device }) =>
        created(await rateByCode(office, { caseNumber, queryCode, document: jsonObject(document), device })),
    }),
    route({
      method: 'get',
      path: '/api/verify/{token}',
      permission: 'public',
      rate: 'verify',
      tag: 'public',
      summary: { zh: '核验证照', en: 'Verify a certificate' },
      params: Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$' }) }),
      reply: { status: 200, text: 'State, masked holder, signature' },
      handle: async ({ params }) => ok(await verifyCertificate(office, params.token)),
    }),
    route({
      method: 'get',
      path: '/api/certificate-keys',
      permission: 'public',
      tag: 'public',
      summary: { zh: '证照验签公钥', en: 'Public keys of certificates' },
      reply: { status: 200, text: 'Ed25519 public keys (PEM) by key id' },
      handle: () => Promise.resolve(ok({ algorithm: 'Ed25519', keys: office.signer.publicKeys() })),
    }),
  ];
}
