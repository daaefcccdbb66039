import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext, APIResponse } from 'playwright-core';
import type { JsonObject } from '../../../engine/index.js';
import { drawPlan } from './pdf.js';
import { DEMO_PASSWORD } from './portal.js';
import { ROOT } from './product.js';

/** The service all cases here are of. */
export const SERVICE = 'food-license-new';

/** What the applicant gets for an application. */
export interface Receipt {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
}

/** Calls the API with the session of a browser context, as its pages do. Throws with the answer when it is a refusal. */
export async function callApi<T>(
  request: APIRequestContext,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  address: string,
  data?: unknown,
): Promise<T> {
  const reply = await request.fetch(address, {
    method,
    headers: { 'x-yizhan-request': '1', 'idempotency-key': crypto.randomUUID() },
    ...(data === undefined ? {} : { data }),
  });
  return read<T>(reply);
}

/** Signs a browser context in through the API. */
export async function signInByApi(request: APIRequestContext, login: string): Promise<void> {
  await callApi(request, 'POST', '/api/session', { login, password: DEMO_PASSWORD });
}

/** The application of the sample restaurant, with files that this person has really uploaded. */
export async function sampleApplication(request: APIRequestContext, change: JsonObject = {}): Promise<JsonObject> {
  const file = path.join(ROOT, 'definitions', SERVICE, 'samples', 'documents', 'restaurant.json');
  const sample = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
  const layoutFile = await upload(request, '经营布局及操作流程图.pdf', 'application/pdf', await drawPlan());
  const signature = await uploadSignature(request);
  return { ...sample, layoutFile, signature, ...change };
}

/** Sends an application without a screen. */
export async function applyByApi(request: APIRequestContext, change: JsonObject = {}): Promise<Receipt> {
  const document = await sampleApplication(request, change);
  return callApi<Receipt>(request, 'POST', '/api/cases', { service: SERVICE, document });
}

/** Uploads a picture that stands for a signature, and gives the attachment. */
export function uploadSignature(request: APIRequestContext): Promise<JsonObject> {
  return upload(request, 'signature.png', 'image/png', DOT);
}

async function upload(request: APIRequestContext, name: string, mimeType: string, buffer: Buffer): Promise<JsonObject> {
  const reply = await request.post('/api/files', {
    headers: { 'x-yizhan-request': '1' },
    multipart: { file: { name, mimeType, buffer } },
  });
  return read<JsonObject>(reply);
}

async function read<T>(reply: APIResponse): Promise<T> {
  const text = await reply.text();
  if (!reply.ok()) throw new Error(`${reply.status()} for ${reply.url()}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** A PNG of one transparent point. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
