import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepInstant } from '../../engine/simulate/scenario-clock.js';
import type { Scenario } from '../../engine/index.js';
import { holdsIdNo } from '../../runtime/access/sealing.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { officeCalendar } from '../../runtime/packages/compile-folder.js';
import type { Packages } from '../../runtime/seams/packages.js';
import type { Store } from '../../runtime/seams/store.js';
import { CASES, HISTORY, INCIDENTS, WORKLIST } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { stores } from './kit/host-world.js';
import { liveOffice, shippedPackages, type LiveOffice } from './kit/live-office.js';

const SERVICE = 'food-license-new';
const FOLDER = `definitions/${SERVICE}/scenarios`;
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
/** The same scenarios that run in the simulator run in the real runtime, and what the rows say is what the scenario expects. */
const check = async (
  office: LiveOffice,
  step: string,
  expected: Scenario['end'],
  mark: { documents: number },
): Promise<void> => {
  const { store } = office;
  const root = await store.get(CASES, 'case');
  const rows = (await store.find(WORKLIST, { where: { rootId: 'case' }, limit: 1000 })).records;
  const open = (await office.host.commands.loadCase('case')).flatMap(({ state }) =>
    Object.keys(state.workItems).map((id) => `${state.instanceId}:${id}`),
  );
  expect([step, rows.map((row) => row._id).sort()]).toEqual([step, open.sort()]);
  expect([step, office.errors]).toEqual([step, []]);
  if (expected === undefined) return;
  if (expected.status !== undefined) expect([step, root?.caseStatus]).toEqual([step, expected.status]);
  if (expected.tasks !== undefined) {
    const wanted = expected.tasks.map((one) => ({
      task: one.task,
      ...(one.assignee === undefined ? {} : { assignee: one.assignee }),
    }));
    const found = rows.map((row, i) => ({
      task: row.path,
      ...(wanted.some((one) => 'assignee' in one) ? { assignee: row.assignee ?? null } : {}),
      i,
    }));
    expect([step, found.map((one) => one.task).sort()]).toEqual([step, wanted.map((one) => one.task).sort()]);
    for (const one of expected.tasks) {
      const fitting = rows.filter(
        (row) => row.path === one.task && (one.assignee === undefined || (row.assignee ?? null) === one.assignee),
      );
      expect([step, one.task, fitting.length > 0]).toEqual([step, one.task, true]);
      if (one.candidates !== undefined) expect([step, fitting[0]?.candidateGroups]).toEqual([step, one.candidates]);
    }
  }
  const issued = office.world.documents.slice(mark.documents).map((one) => one.template);
  if (expected.documents !== undefined)
    expect([step, [...issued].sort()]).toEqual([step, [...expected.documents].sort()]);
  mark.documents = office.world.documents.length;
  if (expected.ended !== undefined)
    expect([step, [root?.endEventId, root?.instanceStatus]]).toEqual([step, expect.arrayContaining([expected.ended])]);
  expect([step, await store.count(INCIDENTS)]).toEqual([step, expected.incidents ?? 0]);
};

const play = async (
  office: LiveOffice,
  scenario: Scenario,
  calendar: ReturnType<typeof officeCalendar>,
): Promise<void> => {
  const mark = { documents: 0 };
  expect(await office.start()).toBe(scenario.start.refused?.split(' ')[0]);
  await check(office, 'start', scenario.start.expect, mark);
  for (const [i, step] of scenario.steps.entries()) {
    const name = `${String(i)}: ${step.do} ${step.task ?? step.message ?? ''}`;
    await office.advanceTo(stepInstant(calendar, office.clock.now(), step.at) ?? Number.NaN);
    const { task = '', actor = '' } = step;
    let refused: string | undefined;
    if (step.do === 'complete') refused = await office.complete(task, actor, step.document ?? {});
    else if (step.do === 'message') refused = await office.message(step.message ?? '', step.document ?? {});
    else if (step.do !== 'wait') refused = await office.act(step.do, task, actor);
    expect([name, refused]).toEqual([name, step.refused]);
    await check(office, name, step.expect, mark);
  }
  await check(office, 'end', scenario.end, mark);
};

const wholeHistory = async (store: Store): Promise<void> => {
  for (const { _id } of (await store.find(INSTANCES, { limit: 1000 })).records) {
    const events = (
      await store.find(HISTORY, { where: { instanceId: _id }, sort: [{ field: 'seq' }], limit: 1000 })
    ).records.flatMap(historyRecords);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i));
  }
  expect(await store.count(INSTANCES, { pending: 1 })).toBe(0);
};

describe('scenarios of the food licence in the real runtime', () => {
  const [memory] = stores();
  let packages: Packages;
  beforeAll(async () => {
    packages = await shippedPackages(SERVICE);
  }, 60_000);

  const run = async (name: string, store: Store): Promise<void> => {
    const active = await packages.activePackage(SERVICE);
    const calendar = officeCalendar(await packages.closure(active?.hash ?? ''));
    const scenario = active?.scenarios.get(name.replace('.json', '')) as unknown as Scenario;
    await play(await liveOffice(store, packages, SERVICE, scenario), scenario, calendar);
    await wholeHistory(store);
  };

  test.each(names)(
    '%s, in memory',
    async (name) => {
      if (memory !== undefined) await run(name, memory.open());
    },
    60_000,
  );

  test.each(['straight-approval.json', 'withdrawal-with-compensation.json'])(
    '%s, in SQLite, without a plain ID number in its files',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'yizhan-story-'));
      const store = openEmbeddedStore({ file: join(folder, 'store.db') });
      await run(name, store);
      const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
      await store.close();
      expect(bytes.some((text) => text.includes('SPXK-'))).toBe(true);
      for (const text of bytes) expect(holdsIdNo(text)).toBe(false);
      rmSync(folder, { recursive: true, force: true });
    },
    60_000,
  );
});
