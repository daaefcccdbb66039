import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './kit/browser.js';
import { type Answers, fillForm, SIGNED } from './kit/fill-form.js';
import { keepPicture, openPerson, type Person, type Width } from './kit/person.js';
import { signInByApi } from './kit/seed.js';
import { claimOpenTask, completeOpenTask, fillTask, openTask } from './kit/staff.js';
import { startTimedOffice, type TimedOffice } from './kit/timed-office.js';

const HEAD_ID = '370303195403161776';
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
const FOUND: Answers = {
  date: '2026-07-03',
  dibaoClass: '低保',
  ill: '1',
  disabled: '0',
  inSchool: '否',
  alone: '否',
  noEarner: '是',
  disaster: '否',
  unsafe: '否',
  findings: '家庭无劳动收入，用药支出大',
  memberSign: SIGNED,
};
const OWN: Answers = { ownSignature: SIGNED };
const visitOf = (day: string, next: string): Answers => ({
  date: day,
  way: '上门',
  visitors: [/林惊蛰/, /唐晓岚/],
  met: ['户主'],
  mood: '平稳',
  familySign: SIGNED,
  nextDate: next,
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each<Width>([1440, 375])('a family, from the list to the third monthly visit, at %i px', (width) => {
  let office: TimedOffice;
  const people = new Map<string, Person>();
  const known = { caseNumber: '', familyId: '' };
  let isBroken = false;
  const person = (name: string): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const goTo = (instant: string): Promise<void> => office.goTo(`2026-${instant}:00+08:00`, [...people.values()]);
  const chapter = (title: string, tell: () => Promise<void>): void => {
    test(title, async () => {
      if (isBroken) throw new Error('an earlier chapter failed');
      try {
        await tell();
        expect([...people.values()].flatMap((one) => one.watch.faults)).toEqual([]);
      } catch (error) {
        isBroken = true;
        for (const one of people.values()) await one.picture(`broken-${one.name}`).catch(() => undefined);
        const faults = [...people.values()].flatMap((one) => one.watch.faults);
        throw new Error([String(error), ...faults, ...office.log.slice(-8)].join('\n'), { cause: error });
      }
    });
  };
  /** Days have passed: somebody signs in afresh and opens a task of the case. */
  const take = async (name: string, task: string, view: 'mine' | 'groups'): Promise<Person> => {
    const one = person(name);
    await signInByApi(one.context.request, name);
    await openTask(one, { view, caseNumber: known.caseNumber, task });
    if (view === 'groups') await claimOpenTask(one);
    return one;
  };
  const finish = async (name: string, task: string, view: 'mine' | 'groups', answers: Answers): Promise<void> => {
    const one = await take(name, task, view);
    await fillTask(one, answers);
    await completeOpenTask(one);
  };
  const state = async (): Promise<unknown> =>
    (await office.office.registers.get('families', known.familyId))?.values['state'];
  const visitState = async (month: string): Promise<unknown> =>
    (await office.office.registers.get('visits-of-families', `${known.familyId}/${month}`))?.values['state'];

  beforeAll(async () => {
    office = await startTimedOffice('2026-07-01T10:00:00+08:00', ['assistance-pairing']);
    for (const name of ['grid', 'secretary', 'party', 'cadre', 'cadre2', 'civil']) {
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
  });

  chapter('the grid worker reports a family', async () => {
    const worker = person('grid');
    await signInByApi(worker.context.request, 'grid');
    await worker.open('/services/assistance-pairing/apply');
    await worker.page.locator('.fv').waitFor();
    await fillForm(worker.page, 'f', FAMILY);
    await worker.picture('family-01-report');
    await worker.page.getByRole('button', { name: '下一步：核对' }).click();
    await worker.page.getByRole('button', { name: '确认提交' }).click();
    await worker.page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    known.caseNumber = await worker.page.locator('.receipt .number').first().innerText();
    expect(known.caseNumber).toMatch(/^JDBF-\d{8}-\d{5}$/);
    known.familyId = 'BF-2026-0001';
    await office.until('candidate', async () => (await state()) === '候选');
  });

  chapter('two people visit and sign one record', async () => {
    await goTo('07-03T15:00');
    const secretary = await take('secretary', '入户了解', 'mine');
    await fillTask(secretary, { ...FOUND, ...OWN });
    await secretary.picture('family-02-first-visit');
    await completeOpenTask(secretary);
    const worker = await take('grid', '入户了解', 'mine');
    await worker.page
      .locator('.yz-own')
      .getByText(/唐晓岚 已于 .* 签名/)
      .waitFor();
    await fillTask(worker, OWN);
    await completeOpenTask(worker);
  });

  chapter('the community discusses, the street decides, the family consents', async () => {
    await goTo('07-06T10:00');
    const secretary = await take('secretary', '社区评议', 'groups');
    await secretary.page.locator('.yz-own').getByText('40').first().waitFor();
    await fillTask(secretary, { heldOn: '2026-07-06', present: '11', agree: '8', against: '3', opinion: '情况属实' });
    await secretary.picture('family-03-meeting');
    await completeOpenTask(secretary);
    await goTo('07-08T10:00');
    const party = await take('party', '街道党工委会议确定', 'groups');
    await fillTask(party, { heldOn: '2026-07-08', approve: '是', reason: '符合条件' });
    await party.picture('family-04-street-list');
    await completeOpenTask(party);
    await goTo('07-09T10:00');
    const again = await take('secretary', '征求家庭意愿', 'groups');
    await fillTask(again, { agree: '是', sensitive: true, sign: SIGNED });
    await again.picture('family-05-consent');
    await completeOpenTask(again);
  });

  chapter('a leader and the secretary are paired with the family, and plan', async () => {
    await goTo('07-10T10:00');
    const cadre = await take('cadre2', '结对', 'groups');
    await fillTask(cadre, { leader: [/林惊蛰/], secretary: [/唐晓岚/] });
    await cadre.picture('family-06-pairing');
    await completeOpenTask(cadre);
    await office.until('paired', async () => (await state()) === '结对中');
    await finish('cadre', '制定帮扶计划', 'mine', {
      goals: '医疗费用得到救助',
      measures: '协助申报医疗救助，志愿者陪诊',
      until: '2027-06-30',
    });
  });

  for (const [month, day, next] of [
    ['08', '12', '2026-09-09'],
    ['09', '22', '2026-10-14'],
    ['10', '14', '2026-11-11'],
  ] as const) {
    chapter(`the visit of 2026-${month} opens on the 1st and is done by both`, async () => {
      await goTo(`${month}-01T00:05`);
      await office.until(`opened ${month}`, async () => (await visitState(`2026-${month}`)) === '待走访');
      if (month === '09') {
        await goTo('09-21T09:30');
        const officer = person('civil');
        await signInByApi(officer.context.request, 'civil');
        await officer.open('/staff/families');
        await officer.page.locator('.yz-visit-table').getByText(known.familyId).waitFor();
        await officer.picture('family-07-board-due');
      }
      await goTo(`${month}-${day}T10:00`);
      const leader = await take('cadre', '上门走访', 'mine');
      const goods = { what: '米、面、油', value: '260', source: '街道慰问金', receiptNo: 'SJ-0101' };
      await fillTask(leader, {
        ...visitOf(`2026-${month}-${day}`, next),
        ...(month === '08' ? { goods: [goods], goodsSign: SIGNED } : {}),
        ...OWN,
      });
      if (month === '08') await leader.picture('family-08-visit');
      await completeOpenTask(leader);
      await finish('secretary', '上门走访', 'mine', OWN);
      await office.until(`done ${month}`, async () => (await visitState(`2026-${month}`)) === '已走访');
    });
  }

  chapter('the family file shows three visits, and the board what is done and what is red', async () => {
    const secretary = person('secretary');
    await secretary.open('/staff/families?month=2026-05');
    await secretary.page.locator('.yz-visit-state[data-tone=bad]').first().waitFor();
    await secretary.picture('family-09-board-overdue');
    if (width === 1440) await keepPicture(secretary.page, 'visits-of-families');
    await secretary.open('/staff/families?month=2026-10');
    await secretary.page.getByRole('link', { name: known.familyId }).click();
    await secretary.page.getByRole('heading', { name: /傅\*生家庭/ }).waitFor();
    const visits = secretary.page.locator('.yz-family-line li[data-kind=visit]');
    expect(await visits.count()).toBe(3);
    expect(await visits.filter({ hasText: '已走访' }).count()).toBe(3);
    expect(await secretary.page.locator('main').innerText()).not.toContain(HEAD_ID);
    expect(await secretary.page.locator('.yz-months li[data-tone=good]').count()).toBe(3);
    await secretary.picture('family-10-file');
    await keepPicture(secretary.page, width === 375 ? 'family-file-phone' : 'family-file');
    await secretary.page.emulateMedia({ media: 'print' });
    await secretary.picture('family-11-print');
    await secretary.page.emulateMedia({ media: 'screen' });
  });
});
