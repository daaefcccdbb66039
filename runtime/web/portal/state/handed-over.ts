import type { JsonObject } from '../../../../engine/index.js';

const nameOf = (service: string): string => `yizhan.handed.${service}`;

/** Hands answers of a self-check over to the application for a service, within this tab and over a sign-in. */
export function handOver(service: string, document: JsonObject): void {
  try {
    sessionStorage.setItem(nameOf(service), JSON.stringify(document));
  } catch {
    // The person fills them in again.
  }
}

/** The answers handed over to a service; they are there once. */
export function takeHandedOver(service: string): JsonObject {
  try {
    const text = sessionStorage.getItem(nameOf(service));
    sessionStorage.removeItem(nameOf(service));
    return text === null ? {} : (JSON.parse(text) as JsonObject);
  } catch {
    return {};
  }
}
