import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { JsonObject, Scenario } from '../../../engine/index.js';
import { CASES, WORKLIST } from '../../../runtime/store/collections.js';
import { withFiles } from '../../runtime/kit/sample-files.js';
import { loginOf } from '../../runtime/kit/sample-people.js';
import type { Answer, WebOffice } from '../../runtime/kit/web-office.js';

type Step = Scenario['steps'][number];

const LOOKS = 400;

const isOpen = (state: string): boolean => state === 'ready' || state === 'claimed';

/** The paths of the open work items of a case, sorted. */
async function openPaths(web: WebOffice, caseId: string): Promise<readonly string[]> {
  const { records } = await web.office.store.find(WORKLIST, { where: { rootId: caseId }, limit: 100 });
  return records
    .filter(({ state }) => isOpen(state))
    .map(({ path }) => path)
    .sort();
}

/** Lets timers and jobs run until the case stands where the scenario says; fails with both when it does not get there. */
async function arrive(web: WebOffice, caseId: string, expected: Step['expect']): Promise<void> {
  const tasks = (expected?.tasks ?? []).map(({ task }) => task).sort();
  const wanted = { status: expected?.status, tasks };
  let now: object = {};
  for (let look = 0; look < LOOKS; look += 1) {
    const row = await web.office.store.get(CASES, caseId);
    now = { status: row?.caseStatus, tasks: await openPaths(web, caseId) };
    if (JSON.stringify(now) === JSON.stringify(wanted)) return;
    await web.host.worker.tick();
    await web.office.commands.drain(caseId, 1_000);
  }
  expect({ ...now, log: web.log }).toEqual({ ...wanted, log: [] });
}

async function complete(web: WebOffice, caseId: string, step: Step): Promise<Answer> {
  const login = loginOf(step.actor ?? '');
  const browser = await web.as(login);
  const { records } = await web.office.store.find(WORKLIST, { where: { rootId: caseId }, limit: 100 });
  const fitting = records.filter(
    ({ path, state }) => isOpen(state) && (path === step.task || path.endsWith(`/${step.task ?? ''}`)),
  );
  const row = fitting.find(({ assignee }) => assignee === step.actor) ?? fitting[0];
  if (row === undefined) throw new Error(`nobody has ${step.task ?? ''}`);
  const place = `/api/work-items/${encodeURIComponent(row._id)}`;
  if (row.state === 'ready') await browser.post(`${place}/claim`, {});
  return browser.post(`${place}/complete`, { document: await withFiles(browser, step.document ?? {}) });
}

async function send(web: WebOffice, caseId: string, step: Step): Promise<Answer> {
  const browser = await web.as(loginOf(step.actor ?? ''));
  const [document] = Object.values(step.document ?? {});
  const tell = (): Promise<Answer> =>
    browser.post(`/api/cases/${caseId}/messages/${step.message ?? ''}`, { document: document ?? {} });
  let answer = await tell();
  // Between two tasks the case may still be doing its jobs: nothing waits for the message yet.
  for (let tries = 0; tries < LOOKS && step.refused === undefined && isEarly(answer); tries += 1) {
    await web.host.worker.tick();
    await web.office.commands.drain(caseId, 1_000);
    answer = await tell();
  }
  return answer;
}

function isEarly({ status, body }: Answer): boolean {
  return status === 409 && (body as JsonObject | null)?.['code'] === 'MESSAGE_NOT_EXPECTED';
}

/** A scenario of a shipped package. */
export function readScenario(service: string, name: string): Scenario {
  return JSON.parse(readFileSync(`definitions/${service}/scenarios/${name}.json`, 'utf8')) as Scenario;
}

/**
 * Walks a scenario of a service through the API as the people it names, and checks after every step that the case stands where the
 * scenario says. `between` looks at the case after the step of that number (0: the start). Gives the id of the case.
 */
export async function walkScenario(
  web: WebOffice,
  service: string,
  scenario: Scenario,
  between: (step: number, caseId: string) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  web.clock.set(Date.parse(scenario.startAt));
  const applicant = await web.as(loginOf(scenario.start.actor));
  const sample = JSON.parse(readFileSync(`definitions/${service}/${scenario.start.document}`, 'utf8')) as JsonObject;
  const begun = await applicant.post('/api/cases', {
    service,
    document: await withFiles(applicant, { ...sample, ...changesOf(scenario) }),
  });
  expect({ status: begun.status, body: begun.status === 201 ? null : begun.body }).toEqual({ status: 201, body: null });
  const caseId = String((begun.body as JsonObject)['caseId']);
  await arrive(web, caseId, scenario.start.expect);
  await between(0, caseId);
  for (const [index, step] of scenario.steps.entries()) {
    if (step.at !== undefined) web.clock.set(Date.parse(step.at));
    if (step.do !== 'wait') {
      const answer = await (step.do === 'message' ? send(web, caseId, step) : complete(web, caseId, step));
      const told = { step: index, status: answer.status, body: answer.status < 300 ? null : answer.body };
      expect(told).toEqual({ step: index, status: answer.status < 300 ? answer.status : 200, body: null });
    }
    await arrive(web, caseId, step.expect);
    await between(index + 1, caseId);
  }
  return caseId;
}

/** Changes of the start document that name whole properties. */
function changesOf(scenario: Scenario): JsonObject {
  return Object.fromEntries(
    Object.entries(scenario.start.set ?? {}).map(([pointer, value]) => [pointer.slice(1), value]),
  );
}
