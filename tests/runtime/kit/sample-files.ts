import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { tinyPng, type Browser } from './web-office.js';

/** A sample document as somebody sends it: each attachment that it names is uploaded, and stands in it with its real file id. */
export async function withFiles(browser: Browser, value: JsonValue): Promise<JsonValue> {
  if (Array.isArray(value)) return Promise.all((value as readonly JsonValue[]).map((one) => withFiles(browser, one)));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  if (typeof object['fileId'] === 'string') {
    const answer = await browser.upload(String(object['name']), tinyPng(String(object['fileId'])));
    if (answer.status !== 200) throw new Error(`the upload was answered with ${answer.status}`);
    return answer.body;
  }
  const entries = await Promise.all(
    Object.entries(object).map(async ([key, child]) => [key, await withFiles(browser, child)] as const),
  );
  return Object.fromEntries(entries);
}
