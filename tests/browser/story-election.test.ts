import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { JsonObject } from '../../engine/index.js';
import type { VoteView } from '../../runtime/use-cases/vote-views.js';
import type { RouteStop } from '../../runtime/use-cases/deliver-ballots.js';
import { VOTES } from '../../runtime/votes/vote-records.js';
import { launchBrowser } from './kit/browser.js';
import { fillForm, SIGNED } from './kit/fill-form.js';
import { openPerson, type Person, type Width } from './kit/person.js';
import {
  holdsTask,
  officeNow,
  playSteps,
  sessionCookieOf,
  shippedScenario,
  withUploads,
} from './kit/scenario-steps.js';
import { callApi, type Receipt } from './kit/seed.js';
import { claimOpenTask, completeOpenTask, fillTask, openTask } from './kit/staff.js';
import { lookAtBoth, storyOf } from './kit/story.js';
import { startTimedOffice, type TimedOffice } from './kit/timed-office.js';
import { leaveKeys, quickVoter } from '../runtime/kit/secret-voter.js';

const SCENARIO = shippedScenario('hoa-preparation', 'straight');
const PHOTO = {
  name: '公告栏照片.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};
/** Who votes through a link, by the ID number in the samples; two others hand in paper. */
const TAILS: Readonly<Record<string, string>> = {
  '1-1-201': '113062',
  '1-1-202': '163099',
  '1-1-301': '213126',
  '1-1-302': '263152',
  '2-1-101': '033181',
  '2-1-202': '183270',
  '2-1-301': '233308',
  '2-1-302': '283332',
  '3-1-101': '053366',
  '3-1-102': '103392',
};
const PAPER = ['3-1-201', '3-1-202'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Owners vote on their phones, the office works at desks; those who bring ballots carry a phone. */
const DEVICES: Readonly<Record<string, Width>> = {
  owner: 375,
  visitor: 375,
  prepmember: 375,
  property: 1440,
  teller1: 1440,
  teller2: 1440,
  votewatch: 1440,
};

describe('an owners’ committee, from the application to its filing', () => {
  let office: TimedOffice;
  const people = new Map<string, Person>();
  const known = { caseId: '', caseNumber: '', voteId: '', receipt: '' };
  const person = (name: string): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const goTo = (instant: string): Promise<void> => office.goTo(`2026-${instant}:00+08:00`, [...people.values()]);
  const signIn = async ({ name, context }: Person): Promise<void> => {
    await context.addCookies([{ name: 'yizhan-sid', value: await sessionCookieOf(office, name), url: office.url }]);
  };
  /** Weeks have passed: people sign in afresh before they go on. */
  const back = async (name: string, address: string): Promise<Person> => {
    const one = person(name);
    await signIn(one);
    await one.open(address);
    return one;
  };
  const indexOf = (task: string): number => SCENARIO.steps.findIndex((step) => step.task === task);
  const play = (from: number, to: number): Promise<void> =>
    playSteps(office, { scenario: SCENARIO, from, to, ...known, people: [...people.values()] });
  const state = async (): Promise<unknown> => (await office.office.store.get(VOTES, known.voteId))?.state;
  const hasTask = async (login: string): Promise<void> => {
    const api = officeNow(office);
    await office.until(`a task of ${login}`, () => holdsTask(api, login, known.caseNumber));
    await api.dispose();
  };
  const chapter = storyOf(people, () => office.log, 240_000);

  beforeAll(async () => {
    office = await startTimedOffice(SCENARIO.startAt, ['hoa-preparation']);
    for (const [name, width] of Object.entries(DEVICES)) {
      const one = await openPerson({ browser, url: office.url, name, width });
      await one.context.clock.setFixedTime(Date.parse(SCENARIO.startAt));
      // Between two chapters weeks pass, and sessions end under the pages that are open.
      one.watch.expect(/status of 401/);
      people.set(name, one);
    }
  }, 120_000);
  afterAll(async () => {
    for (const one of people.values()) await one.context.close();
    await office.dispose();
  });

  chapter('owners apply, and the office verifies', async () => {
    const owner = person('owner');
    await signIn(owner);
    const document = await withUploads(owner.context.request, SCENARIO.document);
    const receipt = await callApi<Receipt>(owner.context.request, 'POST', '/api/cases', {
      service: 'hoa-preparation',
      document,
    });
    Object.assign(known, receipt);
    await owner.open(`/cases/${known.caseId}`);
    await owner.pictures('election-01-applied');
    await goTo('03-09T10:00');
    const clerk = await back('property', '/staff/work?view=groups');
    await openTask(clerk, { view: 'groups', caseNumber: known.caseNumber, task: '街道核实' });
    await clerk.pictures('election-02-verify');
    await claimOpenTask(clerk);
    await fillTask(clerk, { result: '符合条件，成立筹备组' });
    await completeOpenTask(clerk);
  });

  chapter(
    'the group is formed, the owner register frozen, the rules drafted, the candidates reviewed and posted',
    async () => {
      await play(indexOf('recruit'), indexOf('deliver') - 1);
      const visitor = person('visitor');
      await visitor.open('/notices');
      await visitor.pictures('election-03-board');
      await goTo('06-15T10:00');
      await office.until('the units are frozen', async () => {
        const [vote] = (await office.office.store.find(VOTES, { limit: 1 })).records;
        known.voteId = vote?._id ?? '';
        return vote !== undefined;
      });
      await hasTask('prepmember');
    },
  );

  const route = async (): Promise<readonly RouteStop[]> =>
    callApi<readonly RouteStop[]>(person('prepmember').context.request, 'GET', `/api/votes/${known.voteId}/route`);
  const unitAt = async (part: string): Promise<string> =>
    (await route()).find(({ parts }) => parts.includes(part))?.unit ?? '';
  const stop = (page: Page, part: string) => page.locator('.yz-stop').filter({ hasText: part });

  chapter(
    'ballots are brought: by hand with a signature, by code, by post, and by notice after two visits',
    async () => {
      const member = await back('prepmember', '/staff/work?view=groups');
      const { page } = member;
      await openTask(member, { view: 'groups', caseNumber: known.caseNumber, task: '送达表决票' });
      await member.pictures('election-04-deliver-task');
      await page.locator('.yz-case-vote a').click();
      await page.getByRole('tab', { name: '送达' }).click();
      await stop(page, '1-1-101')
        .getByRole('button', { name: /^登记送达/ })
        .click();
      await page.locator('.ant-modal .fv').waitFor();
      await fillForm(page, 'vote', { receiver: '王小满', signature: SIGNED });
      await lookAtBoth(member, 'election-05-handed-over', { wholePage: false });
      await page.locator('.ant-modal .fv-submit button[type=submit]').click();
      await page.getByText('已登记：').first().waitFor();
      await stop(page, '1-1-201')
        .getByRole('button', { name: /^出示二维码/ })
        .click();
      await page.locator('.yz-link-code svg path').first().waitFor();
      await lookAtBoth(member, 'election-06-code', { wholePage: false });
      await page.getByRole('button', { name: '业主已扫码，登记为已送达' }).click();
      await page.locator('.yz-link-code').waitFor({ state: 'detached' });
      for (let visit = 0; visit < 2; visit += 1) {
        await stop(page, '3-1-302')
          .getByRole('button', { name: /上门未遇/ })
          .click();
        await page.locator('.ant-modal .fv').waitFor();
        await fillForm(page, 'vote', { note: '上门无人应答' });
        await page.locator('.ant-modal .fv-submit button[type=submit]').click();
        await page.locator('.ant-modal .fv').waitFor({ state: 'detached' });
      }
      await page.getByRole('button', { name: /^公告送达/ }).click();
      await page.locator('.ant-modal .fv').waitFor();
      await fillForm(page, 'vote', { photo: { file: PHOTO }, smsSent: true });
      await lookAtBoth(member, 'election-07-notice', { wholePage: false });
      await page.locator('.ant-modal .fv-submit button[type=submit]').click();
      await page.getByText('已公告送达 1 户').waitFor();
      for (const { unit, delivered } of await route())
        if (delivered === undefined)
          await callApi(member.context.request, 'PUT', `/api/votes/${known.voteId}/route/${unit}`, {
            how: 'post',
            proof: { trackingNo: `XA37030300${unit.slice(-2)}` },
          });
      await member.open(`/staff/votes/${known.voteId}/delivery`);
      await page.locator('.ant-segmented-item').filter({ hasText: '全部' }).click();
      await page.locator('.yz-stop').first().waitFor();
      await lookAtBoth(member, 'election-08-route');
      await openTask(member, { view: 'groups', caseNumber: known.caseNumber, task: '送达表决票' });
      await claimOpenTask(member);
      await fillTask(member, { inPerson: '1', byPost: '14', electronic: '1', noticed: '1' });
      await completeOpenTask(member);
      await office.until('the vote is open', async () => (await state()) === 'open');
    },
  );

  const fillBallot = async (page: Page): Promise<void> => {
    await page.locator('.ballot').waitFor();
    const favour = page.locator('.mark-choice[data-mark=for] input');
    for (let index = 0; index < 6; index += 1) await favour.nth(index).check({ force: true });
    expect(await favour.nth(6).isDisabled()).toBe(true);
  };

  chapter('an owner votes on a phone; the connection is lost, and the ballot is counted once', async () => {
    await goTo('06-20T09:00');
    const owner = await back('owner', '/votes');
    const { page } = owner;
    await lookAtBoth(owner, 'election-09-my-votes');
    await page.locator('.row-card').first().click();
    await fillBallot(page);
    await lookAtBoth(owner, 'election-10-ballot');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.locator('#ballot-check').waitFor();
    await lookAtBoth(owner, 'election-11-check');
    owner.watch.expect(/ERR_INTERNET_DISCONNECTED/);
    await owner.context.setOffline(true);
    await page.getByRole('button', { name: '确认投票' }).click();
    await page.getByText('还没有收到回执').waitFor();
    await lookAtBoth(owner, 'election-12-offline');
    await owner.context.setOffline(false);
    await page.locator('#cast').waitFor();
    known.receipt = await page.locator('.receipt-code').innerText();
    expect(known.receipt).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    await page.locator('svg.qr').waitFor();
    await lookAtBoth(owner, 'election-13-receipt');
    await page.reload();
    await page.getByText('已经投过票').first().waitFor();
    expect(await page.locator('.receipt-code').innerText()).toBe(known.receipt);
  });

  chapter('in another vote, a secret one, a key is kept and a ballot is sent without a session', async () => {
    const { ballots } = office.office;
    const voteId = 'secret-meeting';
    await ballots.prepare({
      voteId,
      title: '柳泉花园停车收费表决（无记名）',
      caseId: voteId,
      estateId: 'e01',
      orgPath: '/370303/tyc/c01',
      mode: 'secret',
      questions: [{ id: 'm1', type: 'matter', title: '调整停车收费标准', kind: 'ordinary' }],
      parts: [...'012345'].map((index) => ({
        partId: `s${index}`,
        label: `4-1-${index}01`,
        area: 9000,
        owners: [index === '0' ? '370303198506150213' : `37030319900101000${index}`],
      })),
    });
    const watcher = await back('votewatch', `/staff/votes/${voteId}/keys`);
    await watcher.page.getByRole('button', { name: '生成我保管的密钥' }).click();
    await lookAtBoth(watcher, 'election-13b-key');
    await watcher.page.getByRole('button', { name: '已抄在纸上' }).click();
    await watcher.page.getByRole('button', { name: '登记公开部分' }).click();
    await watcher.page.getByText('已有 1 人保管密钥').waitFor();
    await leaveKeys(ballots, voteId, 2);
    const opensAt = Date.parse('2026-06-20T08:00:00+08:00');
    const vote = await ballots.begin(voteId, { opensAt, closesAt: opensAt + 15 * 86_400_000 });
    for (const unit of ['u0002', 'u0003', 'u0004', 'u0005'])
      await ballots.secret.ask({ voteId, unit, blinded: (await quickVoter(vote)).asked.blinded });
    const owner = await back('owner', `/votes/${voteId}`);
    const { page } = owner;
    await page.getByRole('button', { name: '领取投票凭证' }).waitFor();
    await lookAtBoth(owner, 'election-13c-credential');
    await page.getByRole('button', { name: '领取投票凭证' }).click();
    await page.locator('.ballot').waitFor();
    await page.locator('.mark-choice[data-mark=for] input').first().check({ force: true });
    await lookAtBoth(owner, 'election-13d-secret-ballot');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    const sent = page.waitForRequest((request) => request.url().endsWith('/secret-ballots'));
    await page.getByRole('button', { name: '匿名投票' }).click();
    const headers = await (await sent).allHeaders();
    expect(headers['cookie']).toBeUndefined();
    await page.locator('#secret-done').waitFor();
    expect(await page.locator('.receipt-code').innerText()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    await lookAtBoth(owner, 'election-13e-tracker');
    expect(await ballots.turnout(voteId)).toEqual({ heads: 1, area: 9000 });
  });

  chapter('others vote by the code they were shown, on paper, and nobody sees more than the turnout', async () => {
    const member = await back('prepmember', `/staff/votes/${known.voteId}/delivery`);
    const session = member.context.request;
    const linkOf = async (part: string): Promise<string> => {
      const address = `/api/votes/${known.voteId}/route/${await unitAt(part)}/link`;
      return (await callApi<{ readonly url: string }>(session, 'POST', address)).url;
    };
    const visitor = person('visitor');
    const { page } = visitor;
    await visitor.open(await linkOf('1-1-201'));
    visitor.watch.expect(/status of 403/);
    await page.locator('#id-tail').fill('123456');
    await page.getByRole('button', { name: '打开选票' }).click();
    await page.locator('#id-tail-failure').waitFor();
    await lookAtBoth(visitor, 'election-14-wrong-number');
    await page.locator('#id-tail').fill(TAILS['1-1-201'] ?? '');
    await page.getByRole('button', { name: '打开选票' }).click();
    await fillBallot(page);
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认投票' }).click();
    await page.locator('#cast').waitFor();
    await lookAtBoth(visitor, 'election-15-by-code');
    const vote = await callApi<VoteView>(session, 'GET', `/api/votes/${known.voteId}`);
    const choices: Record<string, JsonObject | string> = {};
    for (const question of vote.questions)
      choices[question.id] =
        question.type === 'matter'
          ? 'for'
          : Object.fromEntries(question.candidates.slice(0, 5).map(({ id }) => [id, 'for']));
    for (const [part, idTail] of Object.entries(TAILS).slice(1)) {
      const token = (await linkOf(part)).split('#')[1] ?? '';
      await callApi(session, 'POST', `/api/ballots/${known.voteId}`, { token, idTail, choices });
    }
    await page.close();
    await member.page.locator('.ant-segmented-item').filter({ hasText: '全部' }).click();
    for (const part of PAPER) {
      await stop(member.page, part)
        .getByRole('button', { name: /^登记收回纸质选票/ })
        .click();
      await member.page.getByText('已登记收回').first().waitFor();
    }
    const watcher = await back('votewatch', `/staff/votes/${known.voteId}`);
    await watcher.page.locator('.yz-gauge').first().waitFor();
    await lookAtBoth(watcher, 'election-16-turnout');
    expect(await watcher.page.locator('main').innerText()).not.toMatch(/当选|未当选|通过/);
  });

  const enter = async (teller: Person, part: string, keys: string): Promise<void> => {
    const { page } = teller;
    await page
      .getByRole('row', { name: new RegExp(part) })
      .getByRole('button')
      .click();
    await page.locator('.yz-paper').waitFor();
    for (const key of keys) await page.keyboard.press(key);
    await page.getByRole('button', { name: '保存录入' }).click();
  };

  chapter('two tellers enter the paper ballots blind, the supervisor decides what differs', async () => {
    const team = indexOf('assignTellers');
    await play(team, team + 1);
    const vote = await callApi<VoteView>(
      (await back('votewatch', '/staff/votes')).context.request,
      'GET',
      `/api/votes/${known.voteId}`,
    );
    const lines = vote.questions.reduce((sum, one) => sum + (one.type === 'matter' ? 1 : one.candidates.length), 0);
    const keys = '1'.repeat(6) + '3'.repeat(lines - 6);
    for (const [name, task, wait] of [
      ['teller1', '第一次录入纸质选票', '已录入，等待另一名计票人录入'],
      ['teller2', '第二次录入纸质选票', '两次录入一致，已入票箱'],
    ] as const) {
      await hasTask(name);
      const teller = await back(name, '/staff/work?view=mine');
      await openTask(teller, { view: 'mine', caseNumber: known.caseNumber, task });
      await teller.page.locator('.yz-case-vote a').click();
      await teller.page.getByRole('tab', { name: '纸质选票' }).click();
      await enter(teller, PAPER[0], keys);
      await teller.page.getByText(wait).first().waitFor();
      await teller.open(`/staff/votes/${known.voteId}/count`);
      await enter(teller, PAPER[1], name === 'teller1' ? keys : `2${keys.slice(1)}`);
      await teller.page
        .getByText(name === 'teller1' ? wait : '两次录入不一致')
        .first()
        .waitFor();
      await lookAtBoth(teller, `election-17-${name}`);
      await openTask(teller, { view: 'mine', caseNumber: known.caseNumber, task });
      await teller.page.locator('.yz-own .fv').waitFor();
      await fillTask(teller, { sheets: '2', sealed: true });
      await completeOpenTask(teller);
    }
    await hasTask('votewatch');
    const watcher = await back('votewatch', `/staff/votes/${known.voteId}/count`);
    await watcher.page.getByRole('button', { name: /^比对差异/ }).click();
    await watcher.page.locator('.yz-compare .yz-table').waitFor();
    await lookAtBoth(watcher, 'election-18-compare');
    await watcher.page.getByRole('button', { name: /^第一次录入/ }).click();
    await watcher.page.getByText('已入票箱').first().waitFor();
    const api = officeNow(office);
    await api.complete('votewatch', known.caseNumber, { decided: 1, remark: '按原票裁定' });
    await api.dispose();
    await office.until('the votes are counted', async () => (await state()) === 'counted');
  });

  chapter('the sheet is signed, the box counted again, and every owner can check the own receipt', async () => {
    const sign = indexOf('sign');
    const isSign = (index: number): boolean => SCENARIO.steps[index]?.task === 'sign';
    let end = sign;
    while (isSign(end)) end += 1;
    await play(sign, end);
    const watcher = await back('votewatch', `/staff/votes/${known.voteId}`);
    await watcher.page.locator('.yz-tally').waitFor();
    await lookAtBoth(watcher, 'election-19-tally');
    await watcher.open(`/staff/votes/${known.voteId}/recount`);
    await watcher.page.getByRole('button', { name: '独立复核' }).click();
    await watcher.page.getByText('复核一致').waitFor();
    await lookAtBoth(watcher, 'election-20-recount');
    const owner = await back('owner', `/votes/${known.voteId}`);
    await owner.page.locator('#outcome').waitFor();
    expect(
      await owner.page
        .locator('.outcome-people .chip')
        .filter({ hasText: /^当选$/ })
        .count(),
    ).toBe(5);
    await lookAtBoth(owner, 'election-21-result');
    await owner.page.getByRole('link', { name: '核验回执' }).click();
    await owner.page.getByRole('button', { name: '核验' }).click();
    await owner.page.getByText('核验通过').waitFor();
    await lookAtBoth(owner, 'election-22-proof');
  });

  chapter('the committee meets, is filed, gets its seal, and the group hands over', async () => {
    await play(indexOf('firstMeeting') - 1, SCENARIO.steps.length);
    const clerk = await back('property', `/staff/cases/${known.caseId}`);
    await clerk.page.locator('.yz-page, .yz-main').first().waitFor();
    await clerk.pictures('election-23-closed');
    const committees = await office.office.registers.find('hoa-committees', { where: { estateId: 'e01' } });
    expect(committees.rows.map(({ values }) => values['state'])).toEqual(['已备案']);
    const owner = await back('owner', `/cases/${known.caseId}`);
    await owner.pictures('election-24-story');
  });
});
