import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { JsonObject, JsonValue } from '../../engine/index.js';
import { launchBrowser } from './kit/browser.js';
import { type Answers, fillForm, SIGNED } from './kit/fill-form.js';
import { keepPicture, openPerson, type Person } from './kit/person.js';
import { callApi, signInByApi, uploadSignature } from './kit/seed.js';
import { claimOpenTask, completeOpenTask, fillTask, openTask } from './kit/staff.js';
import { lookAtBoth, storyOf } from './kit/story.js';
import { startTimedOffice, type TimedOffice } from './kit/timed-office.js';

const HEAD_ID = '370303195403161776';
const FAMILY_ID = 'BF-2026-0001';
const [LEADER, SECRETARY] = ['u-cadre-lin', 'u-secretary-tang'];
const FAMILY: Answers = {
  source: '网格或者社区上报',
  head: '傅春生',
  headIdNo: HEAD_ID,
  phone: '19900010071',
  community: '体育场社区',
  address: '体育场社区和平小区7号楼2单元301',
  kinds: ['低保户', '重病家庭'],
  size: '2',
  income: '1200',
  difficulties: '长期用药，无劳动收入',
  needs: '医疗救助、日常照料',
  privacy: true,
};
const FOUND: JsonObject = {
  date: '2026-07-03',
  dibaoClass: 'dibao',
  ill: 1,
  disabled: 0,
  inSchool: false,
  alone: false,
  noEarner: true,
  disaster: false,
  unsafe: false,
  findings: '家庭无劳动收入，用药支出大',
};
const PLAN: JsonObject = {
  goals: '医疗费用得到救助',
  measures: '协助申报医疗救助，志愿者陪诊',
  until: '2027-06-30',
};
const VISITED: Answers = {
  date: '2026-08-12',
  way: '上门',
  visitors: [/林惊蛰/, /唐晓岚/],
  met: ['户主'],
  mood: '平稳',
  goods: [{ what: '米、面、油', value: '260', source: '街道慰问金', receiptNo: 'SJ-0101' }],
  goodsSign: SIGNED,
  familySign: SIGNED,
  nextDate: '2026-09-09',
  ownSignature: SIGNED,
};

let browser: Browser;
let office: TimedOffice;
const people = new Map<string, Person>();
const known = { caseNumber: '' };

const person = (name: string): Person => {
  const found = people.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};
const goTo = (instant: string): Promise<void> => office.goTo(`2026-${instant}:00+08:00`, [...people.values()]);
const valueOf = async (register: string, key: string): Promise<unknown> =>
  (await office.office.registers.get(register, key))?.values['state'];
const visitIs = (month: string, state: string): Promise<void> =>
  office.until(
    `${month} ${state}`,
    async () => (await valueOf('visits-of-families', `${FAMILY_ID}/${month}`)) === state,
  );
const familyIs = (state: string): Promise<void> =>
  office.until(state, async () => (await valueOf('families', FAMILY_ID)) === state);
/** What somebody adds to the list of signatures of a joint record. */
const signedBy = (userId: string): JsonObject => ({ signatures: [{ userId, signedAt: '2026' }] });

/** Days have passed: somebody signs in afresh. */
async function back(name: string): Promise<Person> {
  const one = person(name);
  await signInByApi(one.context.request, name);
  return one;
}

const listOf = ({ signatures }: { readonly signatures?: JsonValue }): readonly JsonValue[] =>
  Array.isArray(signatures) ? (signatures as readonly JsonValue[]) : [];

/** A task of the case done without a screen; `signed` names the properties that hold a signature of the family. */
async function done(name: string, task: string, document: JsonObject, ...signed: readonly string[]): Promise<void> {
  const { request } = (await back(name)).context;
  let item: JsonObject | undefined;
  await office.until(task, async () => {
    for (const view of ['mine', 'groups']) {
      const list = `/api/work-items?view=${view}&q=${known.caseNumber}`;
      const { items } = await callApi<{ readonly items: readonly JsonObject[] }>(request, 'GET', list);
      item ??= items.find((one) => (one['name'] as JsonObject)['zh'] === task);
    }
    return item !== undefined;
  });
  const place = `/api/work-items/${encodeURIComponent(String(item?.['workItemId']))}`;
  if (item?.['state'] === 'ready') await callApi(request, 'POST', `${place}/claim`, {});
  const signatures = await Promise.all(signed.map(async (field) => [field, await uploadSignature(request)] as const));
  const opened = await callApi<{ readonly forms: readonly JsonObject[] }>(request, 'GET', place);
  const before = listOf((opened.forms[0]?.['document'] ?? {}) as JsonObject);
  const joint = listOf(document).length === 0 ? {} : { signatures: [...before, ...listOf(document)] };
  const whole = { ...document, ...Object.fromEntries(signatures), ...joint };
  await callApi(request, 'POST', `${place}/complete`, { document: whole });
}

const chapter = storyOf(people, () => office.log);

beforeAll(async () => {
  browser = await launchBrowser();
  office = await startTimedOffice('2026-07-01T10:00:00+08:00', ['assistance-pairing']);
  for (const [name, width] of [
    ['grid', 375],
    ['secretary', 1440],
    ['party', 1440],
    ['cadre', 375],
    ['cadre2', 1440],
    ['civil', 1440],
  ] as const) {
    const one = await openPerson({ browser, url: office.url, name, width });
    await one.context.clock.setFixedTime(Date.parse('2026-07-01T10:00:00+08:00'));
    // Days pass, and sessions end meanwhile, under pages that stay open.
    one.watch.expect(/status of 401/);
    people.set(name, one);
  }
});
afterAll(async () => {
  for (const one of people.values()) await one.context.close();
  await office.dispose();
  await browser.close();
});

describe('a family, from the list to the third monthly visit', () => {
  chapter('the grid worker reports a family on a telephone', async () => {
    const worker = await back('grid');
    await worker.open('/services/assistance-pairing/apply');
    await worker.page.locator('.fv').waitFor();
    await fillForm(worker.page, 'f', FAMILY);
    await worker.pictures('family-01-report');
    await worker.page.getByRole('button', { name: '下一步：核对' }).click();
    await worker.page.getByRole('button', { name: '确认提交' }).click();
    await worker.page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    known.caseNumber = await worker.page.locator('.receipt .number').first().innerText();
    expect(known.caseNumber).toMatch(/^JDBF-\d{8}-\d{5}$/);
    await familyIs('候选');
  });

  chapter('two people visit, the community discusses, the street decides', async () => {
    await goTo('07-03T15:00');
    await done('secretary', '入户了解', { ...FOUND, ...signedBy(SECRETARY) }, 'memberSign');
    await done('grid', '入户了解', signedBy('u-grid-fan'));
    await goTo('07-06T10:00');
    await done('secretary', '社区评议', {
      heldOn: '2026-07-06',
      present: 11,
      agree: 8,
      against: 3,
      opinion: '情况属实',
    });
    await goTo('07-08T10:00');
    const party = await back('party');
    await openTask(party, { view: 'groups', caseNumber: known.caseNumber, task: '街道党工委会议确定' });
    await claimOpenTask(party);
    await fillTask(party, { heldOn: '2026-07-08', approve: '是', reason: '符合条件' });
    await party.pictures('family-02-street-list');
    await completeOpenTask(party);
  });

  chapter('the family consents; a leader and the secretary are paired with it, and plan', async () => {
    await goTo('07-09T10:00');
    await done('secretary', '征求家庭意愿', { agree: true, sensitive: true }, 'sign');
    await goTo('07-10T10:00');
    const cadre = await back('cadre2');
    await openTask(cadre, { view: 'groups', caseNumber: known.caseNumber, task: '结对' });
    await claimOpenTask(cadre);
    await fillTask(cadre, { leader: [/林惊蛰/], secretary: [/唐晓岚/] });
    await cadre.pictures('family-03-pairing');
    await completeOpenTask(cadre);
    await familyIs('结对中');
    await done('cadre', '制定帮扶计划', PLAN);
  });

  chapter('the first visit opens on the 1st; the leader writes it down at the home, both sign', async () => {
    await goTo('08-01T00:05');
    await visitIs('2026-08', '待走访');
    await goTo('08-12T10:00');
    const leader = await back('cadre');
    await openTask(leader, { view: 'mine', caseNumber: known.caseNumber, task: '上门走访' });
    await fillTask(leader, VISITED);
    await leader.pictures('family-04-visit');
    await completeOpenTask(leader);
    await done('secretary', '上门走访', signedBy(SECRETARY));
    await visitIs('2026-08', '已走访');
  });

  chapter('the second and the third follow; the board shows what is due', async () => {
    for (const [month, day, next] of [
      ['09', '22', '2026-10-14'],
      ['10', '14', '2026-11-11'],
    ] as const) {
      await goTo(`${month}-01T00:05`);
      await visitIs(`2026-${month}`, '待走访');
      await goTo(`${month}-${day}T10:00`);
      if (month === '09') {
        const officer = await back('civil');
        await officer.open('/staff/families');
        await officer.page.locator('.yz-visit-table').getByText(FAMILY_ID).waitFor();
        await lookAtBoth(officer, 'family-05-board-due');
      }
      const record: JsonObject = {
        date: `2026-${month}-${day}`,
        way: 'home',
        visitors: [LEADER, SECRETARY],
        met: ['head'],
        mood: 'calm',
        nextDate: next,
        ...signedBy(LEADER),
      };
      await done('cadre', '上门走访', record, 'familySign');
      await done('secretary', '上门走访', signedBy(SECRETARY));
      await visitIs(`2026-${month}`, '已走访');
    }
  });

  chapter('the family file shows three visits, and the board what is done and what is red', async () => {
    const secretary = await back('secretary');
    const { page } = secretary;
    await secretary.open('/staff/families?month=2026-05');
    await page.locator('.yz-visit-state[data-tone=bad]').first().waitFor();
    await lookAtBoth(secretary, 'family-06-board-overdue');
    await keepPicture(page, 'visits-of-families');
    await secretary.open('/staff/families?month=2026-10');
    await page.getByRole('link', { name: FAMILY_ID }).click();
    await page.getByRole('heading', { name: /傅\*生家庭/ }).waitFor();
    const visits = page.locator('.yz-family-line li[data-kind=visit]');
    expect(await visits.count()).toBe(3);
    expect(await visits.filter({ hasText: '已走访' }).count()).toBe(3);
    expect(await page.locator('.yz-months li[data-tone=good]').count()).toBe(3);
    expect(await page.locator('main').innerText()).not.toContain(HEAD_ID);
    await lookAtBoth(secretary, 'family-07-file');
    await keepPicture(page, 'family-file');
    await page.emulateMedia({ media: 'print' });
    await secretary.picture('family-08-print');
  });
});
