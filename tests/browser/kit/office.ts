import { type APIRequestContext, request as playwright } from 'playwright-core';
import type { JsonObject } from '../../../engine/index.js';
import { officeToday } from './office-today.js';
import { applyByApi, callApi, type Receipt, signInByApi, uploadSignature } from './seed.js';

const FIND_MS = 15_000;
const LOOK_MS = 200;

/** A work item as the API tells it. */
interface Item {
  readonly workItemId: string;
  readonly caseNumber: string;
  readonly state: 'ready' | 'claimed';
}
/** An open work item with its forms. */
interface Opened {
  readonly forms: readonly { readonly writable: boolean; readonly document: JsonObject }[];
}

/** Sample people at the API, each with a session of their own, who move cases on without a screen. */
export interface Office {
  /** A signed-in request context of a sample account. */
  as(login: string): Promise<APIRequestContext>;
  apply(change?: JsonObject): Promise<Receipt>;
  /** The open task of a case that is this account's, or may become it. */
  task(login: string, caseNumber: string): Promise<string>;
  claim(login: string, caseNumber: string): Promise<string>;
  /** Claims if need be and completes. `document` may look at the form as it stands. */
  complete(login: string, caseNumber: string, document: JsonObject | ((now: JsonObject) => JsonObject)): Promise<void>;
  /** Corrects nothing: accepts, inspects, examines; the decision is the next task. */
  bringToDecision(receipt: Receipt): Promise<void>;
  dispose(): Promise<void>;
}

/** Opens the office of a running product. `signIn` gives a signed-in context of an account; through the API when absent. */
export function openOffice(url: string, signIn?: (login: string) => Promise<APIRequestContext>): Office {
  const sessions = new Map<string, Promise<APIRequestContext>>();
  const as = (login: string): Promise<APIRequestContext> => {
    const known = sessions.get(login);
    if (known !== undefined) return known;
    const byApi = async (): Promise<APIRequestContext> => {
      const context = await playwright.newContext({ baseURL: url });
      await signInByApi(context, login);
      return context;
    };
    const fresh = signIn === undefined ? byApi() : signIn(login);
    sessions.set(login, fresh);
    return fresh;
  };
  // The jobs before a task are done within an answer as a rule; on a busy machine the task comes a little later.
  const find = async (login: string, caseNumber: string): Promise<Item> => {
    for (let waited = 0; waited <= FIND_MS; waited += LOOK_MS) {
      for (const view of ['mine', 'groups']) {
        const address = `/api/work-items?view=${view}&q=${encodeURIComponent(caseNumber)}`;
        const { items } = await callApi<{ readonly items: readonly Item[] }>(await as(login), 'GET', address);
        const item = items.find((one) => one.caseNumber === caseNumber);
        if (item !== undefined) return item;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new Error(`${login} has no task of ${caseNumber}`);
  };
  const at = (item: Item, act = ''): string => `/api/work-items/${encodeURIComponent(item.workItemId)}${act}`;
  const claim = async (login: string, caseNumber: string): Promise<string> => {
    const item = await find(login, caseNumber);
    if (item.state === 'ready') await callApi(await as(login), 'POST', at(item, '/claim'), {});
    return item.workItemId;
  };
  const complete: Office['complete'] = async (login, caseNumber, document) => {
    const item = await find(login, caseNumber);
    const session = await as(login);
    if (item.state === 'ready') await callApi(session, 'POST', at(item, '/claim'), {});
    const { forms } = await callApi<Opened>(session, 'GET', at(item));
    const now = forms.find((form) => form.writable)?.document ?? {};
    const body = typeof document === 'function' ? document(now) : document;
    await callApi(session, 'POST', at(item, '/complete'), { document: body });
  };
  const inspect = async (login: string, userId: string, caseNumber: string): Promise<void> => {
    const signature = await uploadSignature(await as(login));
    await complete(login, caseNumber, (now) => {
      const signatures = Array.isArray(now['signatures']) ? (now['signatures'] as JsonObject[]) : [];
      const own = [...signatures, { userId, signature }];
      if (signatures.length > 0) return { signatures: own };
      const items = (now['items'] as JsonObject[]).map(() => ({ result: 'yes' }));
      return {
        checkDate: officeToday(),
        items,
        conclusion: 'pass',
        refused: false,
        applicantSign: signature,
        signatures: own,
      };
    });
  };
  return {
    as,
    apply: async (change = {}) => applyByApi(await as('owner'), change),
    task: async (login, caseNumber) => (await find(login, caseNumber)).workItemId,
    claim,
    complete,
    bringToDecision: async ({ caseNumber }) => {
      await complete('window', caseNumber, { finding: 'accept' });
      const inspectors = ['u-inspector-zhou', 'u-inspector-wu'];
      await complete('head', caseNumber, { inspectors, visitOn: officeToday(), slot: 'am' });
      await inspect('inspector1', 'u-inspector-zhou', caseNumber);
      await inspect('inspector2', 'u-inspector-wu', caseNumber);
      await complete('reviewer', caseNumber, { paperResult: 'ok', proposal: 'grant', majorInterest: false });
    },
    dispose: async () => {
      for (const session of sessions.values()) await (await session).dispose();
    },
  };
}
