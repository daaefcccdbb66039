import type { TSchema } from '@sinclair/typebox';
import type { JsonObject, JsonValue } from '../../engine/index.js';
import { PERMISSIONS } from '../access/permissions.js';
import type { Route } from './route.js';

/** The API description (OpenAPI 3.1) made from the very declarations that serve the requests. */
export function openApi(
  routes: readonly Route[],
  { publicUrl, version }: { readonly publicUrl: string; readonly version: string },
): JsonObject {
  const paths: Record<string, Record<string, JsonValue>> = {};
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\+\}/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Yizhan 驿站',
      version,
      description: '街道办事处流程与表单平台 / Workflow and form platform of a subdistrict office',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'yizhan-sid' },
        program: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

function operation(route: Route): JsonObject {
  const roles = PERMISSIONS[route.permission];
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...headersOf(route),
  ];
  const type = route.reply.type ?? 'application/json';
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: `${route.summary.zh} / ${route.summary.en}`,
    'x-permission': route.permission,
    ...(route.method === 'get' ? {} : { 'x-repeats': route.repeats ?? 'answer' }),
    ...(roles === null ? {} : { 'x-roles': [...roles], security: securityOf(roles) }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyOf(route),
    responses: {
      [String(route.reply.status)]: {
        description: route.reply.text,
        ...(route.reply.status === 204 ? {} : { content: { [type]: { schema: plain(route.reply.schema) } } }),
      },
      default: {
        description: 'problem+json (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function operationId({ method, path }: Route): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'api');
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}

function parametersOf(schema: Route['params'], place: 'path' | 'query'): readonly JsonValue[] {
  return Object.entries(schema?.properties ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required ?? []).includes(name),
    schema: plain(one),
  }));
}

function headersOf(route: Route): readonly JsonValue[] {
  if (route.method === 'get') return [];
  const text = { type: 'string' };
  return [
    {
      name: 'X-Yizhan-Request',
      in: 'header',
      required: true,
      schema: { const: '1' },
      description: 'Against forged requests',
    },
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: text,
      description: '8 to 128 letters, digits, _ . : -',
    },
  ];
}

function bodyOf(route: Route): JsonObject {
  if (route.upload === true) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const schema = { type: 'object', properties: { file }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (route.raw === true) return { requestBody: { required: true, content: { 'application/json': { schema: {} } } } };
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: plain(route.body) } } } };
}

/** Programs sign in with a token, people with a session. */
function securityOf(roles: readonly string[]): JsonValue {
  const programs = roles.includes('worker') ? [{ program: [] }] : [];
  return roles.every((role) => role === 'worker') ? programs : [{ session: [] }, ...programs];
}

/** TypeBox schemas are JSON Schema with symbols beside; a round through JSON drops those. */
function plain(schema: TSchema | undefined): JsonValue {
  return schema === undefined ? {} : (JSON.parse(JSON.stringify(schema)) as JsonValue);
}

const TEXTS: JsonObject = { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } };
const PROBLEM: JsonObject = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'errors', 'traceId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: TEXTS,
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, code: { type: 'string' }, text: TEXTS } },
    },
    context: {},
    traceId: { type: 'string' },
  },
};
