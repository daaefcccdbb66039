import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './kit/browser.js';
import { fillForm } from './kit/fill-form.js';
import { pdfText } from './kit/pdf.js';
import { keepPicture, openPerson, type Person, type Width } from './kit/person.js';
import { callApi, signInByApi } from './kit/seed.js';
import { claimOpenTask, completeOpenTask, fillTask, openTask } from './kit/staff.js';
import { lookAt, storyOf } from './kit/story.js';
import { startTimedOffice, type TimedOffice } from './kit/timed-office.js';

const PLACE = { latitude: 36.8101, longitude: 118.0502 };
const ACTIVITY = {
  title: '春分楼道清扫',
  kind: '卫生清扫',
  address: '体育场社区3号楼前',
  lat: '36.81',
  lng: '118.05',
  day: '2026-03-14',
  start: '09:00',
  finish: '11:30',
  need: '2',
  minNeed: '1',
  selection: '按报名先后',
  minAge: '8',
  certificate: '否',
  training: '否',
  risks: ['无明显风险'],
  riskNote: '注意地面湿滑，登高由成年人完成',
  plan: '分组清扫3号楼至6号楼楼道和门前绿地',
  contactName: '白云舒',
  contactMobile: '19900010041',
} as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each<Width>([1440, 375])('a volunteer activity, from the plan to the certificate, at %i px', (width) => {
  let office: TimedOffice;
  const people = new Map<string, Person>();
  const known = { activityNo: '', caseId: '', verifyUrl: '' };
  const person = (name: string): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const goTo = (instant: string): Promise<void> => office.goTo(`2026-${instant}:00+08:00`, [...people.values()]);
  /** Hours have passed: people sign in afresh before they go on. */
  const back = async (name: string, address: string): Promise<Person> => {
    const one = person(name);
    await signInByApi(one.context.request, name);
    await one.open(address);
    return one;
  };
  const state = async (): Promise<unknown> =>
    (await office.office.registers.get('activities', known.activityNo))?.values['state'];
  const reaches = (wanted: string): Promise<void> => office.until(wanted, async () => (await state()) === wanted);
  const chapter = storyOf(people, () => office.log);

  beforeAll(async () => {
    office = await startTimedOffice('2026-03-02T10:00:00+08:00', ['volunteer-activity', 'volunteer-certificate']);
    for (const name of ['teamleader', 'volunteer1', 'volunteer2', 'volunteer3', 'secretary', 'visitor']) {
      const one = await openPerson({ browser, url: office.url, name, width });
      await one.context.grantPermissions(['geolocation']);
      await one.context.setGeolocation(PLACE);
      await one.context.clock.setFixedTime(Date.parse('2026-03-02T10:00:00+08:00'));
      // Hours pass, and sessions end meanwhile, under pages that stay open.
      one.watch.expect(/status of 401/);
      people.set(name, one);
    }
  });
  afterAll(async () => {
    for (const one of people.values()) await one.context.close();
    await office.dispose();
  });

  chapter('the leader describes the activity and its risks', async () => {
    const leader = await back('teamleader', '/services/volunteer-activity/apply');
    const { page } = leader;
    await page.locator('.fv').waitFor();
    await fillForm(page, 'f', ACTIVITY);
    await leader.picture('activity-01-plan');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    known.caseId = /\/cases\/([^/]+)\/receipt/.exec(page.url())?.[1] ?? '';
    known.activityNo = await page.locator('.receipt .number').first().innerText();
    expect(known.activityNo).toMatch(/^ZYHD-\d{8}-\d{5}$/);
  });

  chapter('the community agrees, and it stands on the calendar', async () => {
    const secretary = await back('secretary', '/staff/work?view=groups');
    await openTask(secretary, { view: 'groups', caseNumber: known.activityNo, task: '社区审批' });
    await claimOpenTask(secretary);
    await fillTask(secretary, { agree: '是' });
    await secretary.picture('activity-02-approve');
    await completeOpenTask(secretary);
    await reaches('报名中');
    const visitor = person('visitor');
    await visitor.open('/activities?month=2026-03');
    await visitor.page.getByRole('heading', { name: '2026年3月的活动' }).waitFor();
    await lookAt(visitor, 'activity-03-calendar');
    if (width === 1440) await keepPicture(visitor.page, 'activities');
    await visitor.page.getByRole('button', { name: /3月14日，1 场活动/ }).click();
    await visitor.page.getByRole('heading', { name: /3月14日的活动/ }).waitFor();
    await visitor.page.getByRole('link', { name: /春分楼道清扫/ }).click();
    await visitor.page.getByRole('link', { name: '登录后报名' }).waitFor();
    expect(await visitor.page.locator('main').innerText()).not.toContain('19900010041');
    await lookAt(visitor, 'activity-04-visitor');
  });

  chapter('volunteers sign up, the third waits and moves up when somebody withdraws', async () => {
    for (const [name, expected] of [
      ['volunteer1', '已报名'],
      ['volunteer2', '已报名'],
      ['volunteer3', '候补'],
    ] as const) {
      const one = await back(name, `/activities/${known.activityNo}`);
      await one.page.getByRole('button', { name: '我要报名' }).click();
      await one.page.locator('.side .chip').filter({ hasText: expected }).waitFor();
      await one.picture(`activity-05-sign-up-${expected === '候补' ? 'waiting' : name}`);
    }
    const second = person('volunteer2');
    await second.page.getByRole('button', { name: '退出报名' }).click();
    await second.page.getByRole('dialog').waitFor();
    await second.picture('activity-06-withdraw', { wholePage: false });
    await second.page.getByRole('dialog').getByRole('button', { name: '退出报名' }).click();
    await second.page.locator('.side .chip').filter({ hasText: '已退出' }).waitFor();
    const third = await back('volunteer3', '/my/volunteering');
    await third.page.locator('.chip').filter({ hasText: '已报名' }).waitFor();
    await lookAt(third, 'activity-07-moved-up');
  });

  const codeOnScreen = async (act: '签到' | '签退'): Promise<string> => {
    const leader = person('teamleader');
    const view = await callApi<{
      readonly codes: Readonly<Record<'in' | 'out', readonly { readonly url: string }[]>>;
    }>(leader.context.request, 'GET', `/api/activities/${known.activityNo}/lead`);
    return view.codes[act === '签到' ? 'in' : 'out'][0]?.url ?? '';
  };

  chapter('on the day volunteers scan the leader’s telephone', async () => {
    await goTo('03-13T09:01');
    await reaches('已截止');
    await goTo('03-14T09:02');
    await reaches('进行中');
    const leader = await back('teamleader', `/activities/${known.activityNo}/lead`);
    await leader.page.locator('svg.qr').waitFor();
    await lookAt(leader, 'activity-08-code');
    if (width === 375) await keepPicture(leader.page, 'check-in-code');
    const url = await codeOnScreen('签到');
    const first = person('volunteer1');
    await first.context.clearCookies();
    await first.open(url);
    await first.page.getByText('二维码已核对').waitFor();
    await lookAt(first, 'activity-09-scanned');
    await goTo('03-14T09:05');
    await first.page.getByRole('link', { name: '登录', exact: true }).last().click();
    await first.page.locator('#login').fill('volunteer1');
    await first.page.locator('#password').fill('yizhan-demo');
    await first.page.locator('form button[type=submit]').click();
    await first.page.getByRole('button', { name: '确认签到' }).click();
    await first.page.getByText('签到成功').waitFor();
    await lookAt(first, 'activity-10-checked-in');
    if (width === 375) await keepPicture(first.page, 'checked-in');
  });

  chapter('an old code is refused; the leader enters a number by hand, also without network', async () => {
    const old = await codeOnScreen('签到');
    await goTo('03-14T09:09');
    const third = person('volunteer3');
    await signInByApi(third.context.request, 'volunteer3');
    third.watch.expect(/status of 409/);
    await third.open(old);
    await third.page.getByText('二维码已更换').waitFor();
    await lookAt(third, 'activity-11-old-code');
    const leader = await back('teamleader', `/activities/${known.activityNo}/lead`);
    const { page } = leader;
    await page.locator('svg.qr').waitFor();
    leader.watch.expect(/ERR_INTERNET_DISCONNECTED|net::ERR/);
    await leader.context.setOffline(true);
    await page.locator('#volunteer-no').fill('90005');
    await page.getByRole('button', { name: '登记签到', exact: true }).click();
    await page.getByText('1 条登记待上传').waitFor();
    await page.getByText(/网络中断/).waitFor();
    await lookAt(leader, 'activity-12-offline');
    await leader.context.setOffline(false);
    await page.getByText('90005 已登记').waitFor({ timeout: 20_000 });
    await page.getByText('应到 2 人，已签到 2 人').waitFor();
    await lookAt(leader, 'activity-13-people');
  });

  chapter('whoever forgets to check out gets the planned end; the leader confirms the hours', async () => {
    await goTo('03-14T11:40');
    const leader = await back('teamleader', `/activities/${known.activityNo}/lead`);
    await leader.page.getByRole('button', { name: '签退', exact: true }).first().click();
    await leader.page.locator('svg.qr').waitFor();
    const first = await back('volunteer1', await codeOnScreen('签退'));
    await first.page.getByRole('button', { name: '确认签退' }).click();
    await first.page.getByText('签退成功').waitFor();
    await first.picture('activity-14-checked-out');
    await goTo('03-14T12:01');
    await reaches('待确认');
    await back('teamleader', '/my/volunteering');
    await leader.picture('activity-15-leader');
    await leader.page.getByRole('link', { name: /核定时长/ }).click();
    await leader.page.locator('[id="f/rows/0/hours"]').waitFor();
    await fillForm(leader.page, 'f', { rows: [{ rating: '5' }, { rating: '4' }] });
    await lookAt(leader, 'activity-16-hours');
    await leader.page.getByRole('button', { name: '提交', exact: true }).click();
    await leader.page.getByText('已提交，谢谢！').waitFor();
  });

  chapter('hours are posted, credited and rated; the leader reports', async () => {
    await goTo('03-20T00:01');
    const credited = async (): Promise<boolean> =>
      (await office.office.registers.count('volunteer-hours', { where: { activityNo: known.activityNo } })) === 2;
    await office.until('credited', credited);
    await goTo('03-20T10:00');
    for (const name of ['volunteer1', 'volunteer3']) {
      const one = await back(name, '/my/volunteering');
      await one.page.getByRole('link', { name: /评价活动/ }).click();
      await fillForm(one.page, 'f', { level: '非常满意' });
      if (name === 'volunteer1') await one.picture('activity-17-rate');
      await one.page.getByRole('button', { name: '提交', exact: true }).click();
      await one.page.getByText('已提交，谢谢！').waitFor();
    }
    const leader = await back('teamleader', '/my/volunteering');
    await leader.page.getByRole('link', { name: /活动总结/ }).click();
    await fillForm(leader.page, 'f', { summary: '清扫四栋楼的楼道和门前绿地', served: '120' });
    await leader.page.getByRole('button', { name: '提交', exact: true }).click();
    await leader.page.getByText('已提交，谢谢！').waitFor();
    await reaches('已结束');
  });

  chapter('the volunteer gets a certificate that a visitor verifies', async () => {
    const first = await back('volunteer1', '/my/volunteering');
    const { page } = first;
    await page.getByText('7.5 小时').first().waitFor();
    await lookAt(first, 'activity-18-my-hours');
    await page.getByRole('link', { name: '申请证明或更正记录' }).click();
    await fillForm(page, 'f', {
      kind: '出具志愿服务记录证明',
      from: '2026-01-01',
      to: '2026-03-31',
      purpose: '单位评优',
      seal: '否',
      truth: true,
    });
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    const caseId = /\/cases\/([^/]+)\/receipt/.exec(page.url())?.[1] ?? '';
    await first.open(`/cases/${caseId}`);
    const card = page.locator('.certificate');
    await card.waitFor();
    await first.picture('activity-19-certificate');
    const href = (await card.getByRole('link', { name: /下载/ }).getAttribute('href')) ?? '';
    const text = pdfText(await (await first.context.request.get(href)).body());
    for (const part of ['志愿服务记录证明', '云晓帆', '7.5 小时', '平台记录']) expect(text).toContain(part);
    expect(text).not.toContain('370303199503040021');
    const verify = (await card.getByRole('link', { name: '核验页面' }).getAttribute('href')) ?? '';
    const visitor = person('visitor');
    await visitor.open(verify);
    await visitor.page.getByText('证照有效').waitFor();
    expect(await visitor.page.locator('main').innerText()).toContain('7.5 小时');
    await visitor.picture('activity-20-verified');
    expect(office.log).toEqual([]);
  });
});
