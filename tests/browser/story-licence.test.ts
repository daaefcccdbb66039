import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './kit/browser.js';
import { type Answers, fillForm, SIGNED } from './kit/fill-form.js';
import { pdfText } from './kit/pdf.js';
import { keepPicture, openPerson, type Person, type Width } from './kit/person.js';
import { signInByApi } from './kit/seed.js';
import { claimOpenTask, completeOpenTask, fillTask, openTask } from './kit/staff.js';
import { lookAt, storyOf } from './kit/story.js';
import { startTimedOffice, type TimedOffice } from './kit/timed-office.js';

/** Two licences of one operator that end on 2026-12-31: 2026-12-10 is the last timely day (C3). */
const ON_TIME = { licenceNo: 'JY23703039000013', name: '张店区夏至凉菜馆' } as const;
const LATE = { licenceNo: 'JY23703039000030', name: '张店区夏至凉菜馆（柳泉路店）' } as const;
const STOP = '到期未决定须暂停经营';

const extension = ({ licenceNo, name }: { readonly licenceNo: string; readonly name: string }): Answers => ({
  licenceNo,
  operatorName: name,
  uscc: '92370303MA3C00169Q',
  legalPerson: '王小满',
  legalIdNo: '370303198506150213',
  legalMobile: '19900000001',
  unchanged: '是',
  noChange: true,
  deliverWay: '电子证照',
  truth: true,
  privacy: true,
  signature: SIGNED,
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each<Width>([1440, 375])('a licence extended on its last timely day and one day late, at %i px', (width) => {
  let office: TimedOffice;
  const people = new Map<string, Person>();
  const known = { onTime: '', late: '', lateCase: '' };
  const person = (name: string): Person => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const goTo = (instant: string): Promise<void> => office.goTo(`${instant}:00+08:00`, [...people.values()]);
  /** Hours have passed: people sign in afresh before they go on. */
  const back = async (name: string, address: string): Promise<Person> => {
    const one = person(name);
    await signInByApi(one.context.request, name);
    await one.open(address);
    return one;
  };
  const validTo = async (licenceNo: string): Promise<unknown> =>
    (await office.office.registers.get('licences', licenceNo))?.values['validTo'];
  const chapter = storyOf(people, () => office.log);
  /** Sends the application that is open; gives the number of the case. */
  const apply = async (owner: Person, answers: Answers, picture: string): Promise<string> => {
    const { page } = owner;
    await page.locator('.fv').waitFor();
    await fillForm(page, 'f', answers);
    await owner.picture(`${picture}-form`);
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.waitForURL(/\/cases\/[^/]+\/receipt$/);
    return page.locator('.receipt .number').first().innerText();
  };
  const accept = async (caseNumber: string): Promise<void> => {
    const clerk = await back('window', '/staff/');
    await openTask(clerk, { view: 'groups', caseNumber, task: '审查申请材料' });
    await claimOpenTask(clerk);
    await fillTask(clerk, { finding: '材料齐全，予以受理' });
    await completeOpenTask(clerk);
  };
  const grant = async (caseNumber: string, picture: string): Promise<void> => {
    const head = await back('head', '/staff/');
    await openTask(head, { view: 'groups', caseNumber, task: '作出决定' });
    await claimOpenTask(head);
    await fillTask(head, { result: '准予许可' });
    await head.picture(picture);
    await completeOpenTask(head);
  };

  beforeAll(async () => {
    const start = '2026-12-10T14:00:00+08:00';
    office = await startTimedOffice(start, ['food-license-extend', 'small-catering-register']);
    for (const name of ['owner', 'window', 'head', 'inspector1', 'visitor']) {
      const one = await openPerson({ browser, url: office.url, name, width });
      await one.context.clock.setFixedTime(Date.parse(start));
      // Days pass, and sessions end meanwhile, under pages that stay open.
      one.watch.expect(/status of 401/);
      people.set(name, one);
    }
  });
  afterAll(async () => {
    for (const one of people.values()) await one.context.close();
    await office.dispose();
  });

  chapter('anyone finds out what a new shop needs, and begins with the answers filled in', async () => {
    const visitor = person('visitor');
    const { page } = visitor;
    await visitor.open('/');
    await visitor.picture('licence-01-home');
    await page.getByRole('link', { name: /我要开店/ }).click();
    await page.locator('.fv').waitFor();
    await fillForm(page, 'f', {
      business: '开饭店、小吃店、饮品店等餐饮',
      fixedShop: '是',
      bizArea: '42.00',
      forbiddenFood: '否',
      prefersRegistration: '是',
    });
    await lookAt(visitor, 'licence-02-check');
    await page.getByRole('button', { name: '看看要办什么' }).click();
    await page.getByRole('heading', { name: '需要办理：小餐饮登记' }).waitFor();
    await lookAt(visitor, 'licence-03-result');
    await page.getByRole('button', { name: /去办理/ }).click();
    await signInByApi(visitor.context.request, 'owner');
    await visitor.open('/services/small-catering-register/apply');
    await page.locator('.fv').waitFor();
    expect(await page.locator('[id="f/bizArea"]').inputValue()).toBe('42.00');
  });

  chapter('anyone sees in the register that the licence is in force, without personal data', async () => {
    const visitor = person('visitor');
    const { page } = visitor;
    await visitor.open('/public/licences');
    await page.getByRole('searchbox').fill('凉菜');
    await page.getByRole('button', { name: '查询' }).click();
    const entry = page.locator('.public-entry').filter({ hasText: ON_TIME.licenceNo });
    await entry.getByText('有效', { exact: true }).waitFor();
    const text = await page.locator('main').innerText();
    for (const secret of ['王小满', '370303198506150213', '19900000001']) expect(text).not.toContain(secret);
    await lookAt(visitor, 'licence-04-register');
  });

  chapter('on the last timely day the owner applies, and hears no warning', async () => {
    const owner = await back('owner', '/services/food-license-extend');
    await owner.page.getByRole('heading', { level: 1, name: '食品经营许可（延续）' }).waitFor();
    await owner.picture('licence-05-guide');
    await owner.page.getByRole('link', { name: '在线办理' }).first().click();
    known.onTime = await apply(owner, extension(ON_TIME), 'licence-06');
    expect(known.onTime).toMatch(/^SPXKYX-20261210-\d{5}$/);
    await owner.open('/cases');
    await owner.page
      .getByRole('link', { name: new RegExp(known.onTime) })
      .first()
      .click();
    await owner.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await owner.page.locator('main').innerText()).not.toContain('须暂停经营');
  });

  chapter('it is accepted and decided on the spot, without a visit', async () => {
    await accept(known.onTime);
    await grant(known.onTime, 'licence-07-decide');
    await office.until('five new years', async () => (await validTo(ON_TIME.licenceNo)) === '2031-12-09');
    const owner = person('owner');
    const { page } = owner;
    const card = page.locator('.certificate');
    await card.waitFor();
    expect(await card.locator('.number').innerText()).toBe(ON_TIME.licenceNo);
    await owner.picture('licence-08-certificate');
    const href = (await card.getByRole('link', { name: /下载/ }).getAttribute('href')) ?? '';
    const text = pdfText(await (await owner.context.request.get(href)).body());
    for (const part of [ON_TIME.licenceNo, '2026年12月10日 至 2031年12月9日', ON_TIME.name])
      expect(text).toContain(part);
  });

  chapter('inspectors visit the shop afterwards', async () => {
    const inspector = await back('inspector1', '/staff/');
    await openTask(inspector, { view: 'groups', caseNumber: known.onTime, task: '许可后监督检查' });
    await claimOpenTask(inspector);
    await fillTask(inspector, {
      visitOn: '2026-12-10',
      inspectors: '周惊蛰、吴清明',
      result: '与声明或者承诺一致',
      findings: '现场布局和设备与声明一致',
    });
    await inspector.picture('licence-09-visit');
    await completeOpenTask(inspector);
  });

  chapter('one day late the owner applies for the other shop, and is warned', async () => {
    await goTo('2026-12-11T09:30');
    const owner = await back('owner', '/services/food-license-extend/apply');
    known.late = await apply(owner, extension(LATE), 'licence-10');
    await owner.open('/cases');
    await owner.page
      .getByRole('link', { name: new RegExp(known.late) })
      .first()
      .click();
    const notices = owner.page.getByRole('region', { name: '通知' });
    await notices.getByText(`2026年12月31日${STOP}`).waitFor();
    await owner.page.getByText('逾期申请延续提示书').first().waitFor();
    known.lateCase = new URL(owner.page.url()).pathname;
    await lookAt(owner, 'licence-11-warned');
    await accept(known.late);
  });

  chapter('the licence ends undecided: the shop must stop, and everybody can see it', async () => {
    await goTo('2027-01-04T09:30');
    const owner = await back('owner', known.lateCase);
    const notices = owner.page.getByRole('region', { name: '通知' });
    await office.until('told to stop', async () => {
      await owner.open(known.lateCase);
      return (await notices.innerText()).includes('延续尚未决定，须暂停经营');
    });
    await lookAt(owner, 'licence-12-stop');
    const visitor = person('visitor');
    await visitor.open(`/public/licences?q=${LATE.licenceNo}`);
    await visitor.page.locator('.public-entry').getByText('已届满').waitFor();
    await visitor.picture('licence-13-expired');
  });

  chapter('the extension is granted late, from that day on, and the register says so', async () => {
    await grant(known.late, 'licence-14-decide-late');
    await office.until('five new years', async () => (await validTo(LATE.licenceNo)) === '2032-01-03');
    const visitor = person('visitor');
    const { page } = visitor;
    await visitor.open(`/public/licences?q=${LATE.licenceNo}`);
    await page.locator('.public-entry').getByText('有效', { exact: true }).waitFor();
    await page.locator('summary').filter({ hasText: '核验电子证照' }).click();
    await page.locator('svg.qr').waitFor();
    await lookAt(visitor, 'licence-15-valid-again');
    if (width === 1440) await keepPicture(page, 'licence-register');
    await page.getByRole('link', { name: '核验电子证照' }).click();
    await page.getByText('证照有效').waitFor();
    await visitor.picture('licence-16-verified');
  });
});
