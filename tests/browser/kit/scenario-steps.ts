import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.js';
import { loginOf } from '../../runtime/kit/sample-people.js';
import { request as playwright, type APIRequestContext } from 'playwright-core';
import { openOffice, type Office } from './office.js';
import type { Person } from './person.js';
import { ROOT } from './product.js';
import { callApi, uploadSignature } from './seed.js';
import type { TimedOffice } from './timed-office.js';

/** A step of a package's scenario, as far as a story goes by it. */
export interface ScenarioStep {
  readonly at: string;
  readonly do: string;
  readonly task?: string;
  readonly message?: string;
  readonly actor?: string;
  readonly document?: JsonObject;
}

/** A scenario of a shipped package, with the document of its start. */
export interface ShippedScenario {
  readonly startAt: string;
  readonly starter: string;
  readonly document: JsonObject;
  readonly steps: readonly ScenarioStep[];
}

const read = (...place: readonly string[]): JsonObject =>
  JSON.parse(readFileSync(path.join(ROOT, 'definitions', ...place), 'utf8')) as JsonObject;

/** Reads a scenario of a shipped package. */
export function shippedScenario(key: string, name: string): ShippedScenario {
  const scenario = read(key, 'scenarios', `${name}.json`);
  const start = scenario['start'] as JsonObject;
  return {
    startAt: String(scenario['startAt']),
    starter: loginOf(String(start['actor'])),
    document: read(key, String(start['document'])),
    steps: scenario['steps'] as unknown as readonly ScenarioStep[],
  };
}

/** The instant of each step: an offset counts from the step before. */
export function instantsOf({ startAt, steps }: ShippedScenario): readonly string[] {
  let now = Date.parse(startAt);
  return steps.map(({ at }) => {
    const hours = /^\+(\d+)h$/.exec(at)?.[1];
    now = hours === undefined ? Date.parse(at) : now + Number(hours) * 3_600_000;
    return new Date(now).toISOString();
  });
}

/** A fresh session of a sample account, by its cookie: weeks pass in a story, and nobody may sign in sixty times in a quarter of an hour. */
export async function sessionCookieOf(timed: TimedOffice, login: string): Promise<string> {
  const someone = (await timed.office.people.all()).find((one) => one.login === login);
  if (someone === undefined) throw new Error(`nobody signs in as ${login}`);
  return timed.office.sessions.open(someone.userId, null);
}

/** The office at the API, with sessions of now. */
export function officeNow(timed: TimedOffice): Office {
  return openOffice(timed.url, async (login): Promise<APIRequestContext> => {
    const cookie = `yizhan-sid=${await sessionCookieOf(timed, login)}`;
    return playwright.newContext({ baseURL: timed.url, extraHTTPHeaders: { Cookie: cookie } });
  });
}

/** A document with an upload in the place of each attachment. */
export async function withUploads(session: APIRequestContext, document: JsonObject): Promise<JsonObject> {
  const replace = async (value: JsonValue): Promise<JsonValue> => {
    if (Array.isArray(value)) return Promise.all((value as readonly JsonValue[]).map(replace));
    if (!isObject(value)) return value;
    if (typeof value['fileId'] === 'string') return uploadSignature(session);
    const entries = await Promise.all(
      Object.entries(value).map(async ([name, child]) => [name, await replace(child)] as const),
    );
    return Object.fromEntries(entries);
  };
  return (await replace(document)) as JsonObject;
}

/** Carries out steps without a screen, each at its hour: completes tasks, sends messages, waits. */
export async function playSteps(
  timed: TimedOffice,
  input: {
    readonly scenario: ShippedScenario;
    readonly from: number;
    readonly to: number;
    readonly caseId: string;
    readonly caseNumber: string;
    readonly people: readonly Person[];
  },
): Promise<void> {
  const { scenario, from, to, caseId, caseNumber, people } = input;
  const instants = instantsOf(scenario);
  for (let index = from; index < to; index += 1) {
    const step = scenario.steps[index];
    if (step === undefined) throw new Error(`the scenario has no step ${String(index)}`);
    await timed.goTo(instants[index] ?? '', people);
    if (step.do === 'wait') continue;
    const login = loginOf(step.actor ?? '');
    const office = officeNow(timed);
    try {
      const document = await withUploads(await office.as(login), step.document ?? {});
      if (step.do === 'message') {
        const address = `/api/cases/${encodeURIComponent(caseId)}/messages/${step.message ?? ''}`;
        await callApi(await office.as(login), 'POST', address, { document: document[Object.keys(document)[0] ?? ''] });
      } else {
        await timed.until(`${step.task ?? ''} of ${login}`, () => holdsTask(office, login, caseNumber));
        await office.complete(login, caseNumber, document);
      }
    } catch (error) {
      throw new Error(`step ${String(index)} ${step.task ?? step.message ?? step.do} of ${login}: ${String(error)}`);
    } finally {
      await office.dispose();
    }
  }
}

/** Whether an account has, or may take, a task of a case. */
export function holdsTask(office: Office, login: string, caseNumber: string): Promise<boolean> {
  return office.task(login, caseNumber).then(
    () => true,
    () => false,
  );
}
