import type { Page } from 'playwright-core';
import type { Office } from './kit/office.js';
import { DEMO_PASSWORD } from './kit/portal.js';
import { SERVICE, callApi, sampleApplication } from './kit/seed.js';

/** What a screen shows. */
export type ScreenState = 'empty' | 'filled' | 'error' | 'dialog';

/** Places that were made before the screens are looked at. */
export interface Places {
  /** A case of the owner that waits at the window. */
  readonly submitted: string;
  readonly submittedNumber: string;
  readonly submittedCode: string;
  readonly unclaimed: string;
  /** A case whose acceptance the window clerk has claimed. */
  readonly claimed: string;
  readonly claimedCase: string;
  /** A case whose owner has to correct it. */
  readonly correction: string;
  readonly correctionTask: string;
  /** A case with its certificate, and the task to deliver it. */
  readonly granted: string;
  readonly verify: string;
  /** An on-site check of the first inspector, and the assignment before it. */
  readonly onsite: string;
  readonly assignment: string;
}

/** One screen in one state: who looks, where, and what is done there first. */
export interface Screen {
  readonly name: string;
  readonly state: ScreenState;
  /** The account; nobody for a visitor. */
  readonly who?: string;
  readonly path: (places: Places) => string;
  readonly ready: string;
  readonly prepare?: (page: Page, places: Places) => Promise<void>;
  /** What the console may complain of, because the screen is about a refusal. */
  readonly refused?: RegExp;
}

const submit = async (page: Page, wait: string): Promise<void> => {
  await page.locator('.fv-submit button[type=submit]').first().click();
  await page.locator(wait).first().waitFor();
};
const portal = (
  name: string,
  state: ScreenState,
  path: Screen['path'] | string,
  more: Partial<Screen> = {},
): Screen => ({
  name: `portal ${name}`,
  state,
  path: typeof path === 'string' ? () => path : path,
  ready: 'main h1',
  ...more,
});
const staff = (
  name: string,
  state: ScreenState,
  path: Screen['path'] | string,
  more: Partial<Screen> = {},
): Screen => ({
  name: `staff ${name}`,
  state,
  who: 'window',
  path: typeof path === 'string' ? () => `/staff${path}` : (places) => `/staff${path(places)}`,
  ready: '.yz-app main',
  ...more,
});
const apply = `/services/${SERVICE}/apply`;
const work = (id: string): string => `/work/${encodeURIComponent(id)}`;
const tab =
  (at: number) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('tab').nth(at).click();
  };
const discardDialog = async (page: Page): Promise<void> => {
  await page.locator('.notice.calm button').click();
  await page.locator('dialog[open]').waitFor();
};

/** The residents' pages. */
const PORTAL: readonly Screen[] = [
  portal('home', 'empty', '/', { ready: '.services' }),
  portal('home, searched', 'filled', '/', {
    ready: '.services',
    prepare: (page) => page.locator('#search').fill('食品'),
  }),
  portal('home, nothing found', 'error', '/', {
    ready: '.services',
    prepare: async (page) => {
      await page.locator('#search').fill('xyzxyz');
      await page.locator('.empty').waitFor();
    },
  }),
  portal('service', 'empty', `/services/${SERVICE}`, { ready: '.guide' }),
  portal('service with sample', 'filled', `/services/${SERVICE}`, {
    ready: '.guide',
    prepare: async (page) => {
      const fold = page.locator('details.fold summary');
      if ((await fold.count()) === 0) return;
      await fold.click();
      await page.locator('.fv-read').waitFor();
    },
  }),
  portal('login', 'empty', '/login', { ready: '.demo-accounts' }),
  portal('login refused', 'error', '/login', {
    ready: '.demo-accounts',
    refused: /status of 401/,
    prepare: async (page) => {
      await page.locator('#login').fill('nobody');
      await page.locator('#password').fill(DEMO_PASSWORD);
      await page.locator('form button[type=submit]').click();
      await page.locator('.notice.bad').waitFor();
    },
  }),
  portal('register', 'empty', '/register', { ready: 'main form' }),
  portal('password by code', 'empty', '/password', { ready: 'main form' }),
  portal('application', 'empty', apply, { who: 'fresh', ready: '.fv' }),
  portal('application refused', 'error', apply, {
    who: 'fresh',
    ready: '.fv',
    prepare: (page) => submit(page, '.fv-summary'),
  }),
  portal('application from a draft', 'filled', apply, { who: 'owner', ready: '.fv .fv-signed' }),
  portal('application, discard', 'dialog', apply, { who: 'owner', ready: '.notice.calm', prepare: discardDialog }),
  portal('application, check', 'filled', apply, {
    who: 'owner',
    ready: '.fv .fv-signed',
    prepare: (page) => submit(page, '#check'),
  }),
  portal('calendar of activities', 'filled', '/activities?month=2026-02', { ready: '.month button' }),
  portal('activities', 'empty', '/activities?month=2025-01&view=list', { ready: '.empty' }),
  portal('activity', 'filled', '/activities/HD-90002', { who: 'volunteer1', ready: '.activity-facts' }),
  portal('my voluntary service', 'filled', '/my/volunteering', { who: 'volunteer1', ready: '.mine-sum' }),
  portal('receipt', 'filled', (places) => `/cases/${places.submitted}/receipt`, { who: 'owner', ready: 'svg.qr' }),
  portal('my cases', 'empty', '/cases', { who: 'resident', ready: '.empty' }),
  portal('my cases', 'filled', '/cases', { who: 'owner', ready: 'main li' }),
  portal('case', 'filled', (places) => `/cases/${places.submitted}`, { who: 'owner', ready: '.timeline' }),
  portal('case with all forms open', 'filled', (places) => `/cases/${places.granted}`, {
    who: 'owner',
    ready: '.certificate',
    prepare: async (page) => {
      for (const fold of await page.locator('details.fold summary').all()) await fold.click();
      await page.locator('.fv-read').first().waitFor();
    },
  }),
  portal('case to be corrected', 'filled', (places) => `/cases/${places.correction}`, { who: 'owner', ready: '.todo' }),
  portal(
    'correction',
    'filled',
    (places) => `/cases/${places.correction}/tasks/${encodeURIComponent(places.correctionTask)}`,
    {
      who: 'owner',
      ready: '.fv-problem',
    },
  ),
  portal(
    'correction refused',
    'error',
    (places) => `/cases/${places.correction}/tasks/${encodeURIComponent(places.correctionTask)}`,
    {
      who: 'owner',
      ready: '.fv-problem',
      prepare: async (page) => {
        await page.locator('[id="f/legalMobile"]').fill('123');
        await submit(page, '.fv-summary');
      },
    },
  ),
  portal('withdrawal', 'empty', (places) => `/cases/${places.submitted}/messages/withdraw`, {
    who: 'owner',
    ready: '.fv',
  }),
  portal('withdrawal refused', 'error', (places) => `/cases/${places.submitted}/messages/withdraw`, {
    who: 'owner',
    ready: '.fv',
    prepare: (page) => submit(page, '.fv-summary'),
  }),
  portal('notice board', 'empty', '/notices', { ready: '.empty' }),
  portal('notice board, past', 'filled', '/notices', {
    ready: '.topics',
    prepare: async (page) => {
      await page.locator('.topics button').nth(1).click();
      await page.locator('.row-card').first().waitFor();
    },
  }),
  portal('notice that is over', 'filled', '/notices/GS-2025-90001', { ready: '.board-notice' }),
  portal('my consents', 'filled', '/consents', { who: 'owner', ready: 'main li' }),
  portal('look-up', 'empty', '/t', { ready: '#case-number' }),
  portal('look-up without numbers', 'error', '/t', {
    ready: '#case-number',
    prepare: async (page) => {
      await page.locator('form.card button[type=submit]').click();
      await page.locator('#lookup-failure').waitFor();
    },
  }),
  portal('look-up, found', 'filled', '/t', {
    ready: '#case-number',
    prepare: async (page, places) => {
      await page.locator('#case-number').fill(places.submittedNumber);
      await page.locator('#query-code').fill(places.submittedCode);
      await page.locator('form.card button[type=submit]').click();
      await page.locator('.timeline').waitFor();
    },
  }),
  portal('certificate', 'filled', (places) => places.verify, { ready: '.verdict[data-tone=good]' }),
  portal('unknown certificate', 'error', '/v/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', {
    ready: '.verdict',
    refused: /status of 404/,
  }),
  portal('my household and shop', 'filled', '/my', { who: 'owner', ready: '.mine-cards' }),
  portal('my votes', 'empty', '/votes', { who: 'resident', ready: '.empty' }),
  portal('public registers', 'filled', '/public', { ready: 'main h1 ~ *' }),
  portal('public licences', 'filled', '/public/licences', {
    ready: 'main form',
    prepare: (page) => page.locator('.public-entry').first().waitFor(),
  }),
  portal('self-check refused', 'error', '/check/open-shop', {
    ready: 'main form',
    prepare: (page) => submit(page, '.fv-summary'),
  }),
  portal('no such page', 'error', '/nowhere'),
];

/** The pages of the office. */
const STAFF: readonly Screen[] = [
  staff('people', 'filled', '/people', { who: 'admin', ready: '.yz-table' }),
  staff('new person', 'dialog', '/people', {
    who: 'admin',
    ready: '.yz-table',
    prepare: async (page) => {
      await page.locator('.yz-page-head button').click();
      await page.getByRole('dialog').waitFor();
    },
  }),
  staff('figures', 'filled', '/statistics', {
    who: 'supervisor',
    ready: '.yz-stat-table',
    prepare: async (page) => {
      await page.locator('.yz-stat-table tfoot button').first().click();
      await page.locator('.yz-stat-cases table').waitFor();
    },
  }),
  staff('public notices', 'filled', '/board', { who: 'supervisor', ready: '.yz-table' }),
  { ...staff('login', 'empty', '/'), who: '', ready: '.yz-login-card' },
  {
    ...staff('login refused', 'error', '/'),
    who: '',
    ready: '.yz-login-card',
    prepare: async (page) => {
      await page.locator('.yz-login-form button[type=submit]').click();
      await page.locator('.yz-field-error').first().waitFor();
    },
  },
  staff('worklist', 'empty', '/work', { who: 'leader', ready: '.yz-list-pane' }),
  staff('worklist', 'filled', '/work?view=all', { ready: '.yz-row' }),
  staff('worklist, nothing found', 'error', '/work?view=all&q=xyzxyz', { ready: '.yz-list-pane' }),
  staff('task to be claimed', 'empty', (places) => work(places.unclaimed), { ready: '.yz-claim' }),
  staff('task', 'empty', (places) => work(places.claimed), { ready: '.yz-own .fv' }),
  staff('task refused', 'error', (places) => work(places.claimed), {
    ready: '.yz-own .fv',
    prepare: (page) => submit(page, '.fv-summary'),
  }),
  staff('task, fields of a correction', 'dialog', (places) => work(places.claimed), {
    ready: '.yz-own .fv',
    prepare: async (page) => {
      await page.locator('[id^="task/finding"]').nth(1).check();
      await page.locator('.yz-pick-open button').click();
      await page.locator('.yz-pick').waitFor();
    },
  }),
  staff('task, history', 'filled', (places) => work(places.claimed), { ready: '.yz-task', prepare: tab(1) }),
  staff('task, diagram', 'filled', (places) => work(places.claimed), {
    ready: '.yz-task',
    prepare: async (page) => {
      await tab(2)(page);
      await page.locator('.djs-element').first().waitFor();
    },
  }),
  staff('task, documents', 'filled', (places) => work(places.claimed), { ready: '.yz-task', prepare: tab(3) }),
  staff('assignment', 'empty', (places) => work(places.assignment), { who: 'head', ready: '.yz-own .fv' }),
  staff('on-site check', 'empty', (places) => work(places.onsite), { who: 'inspector1', ready: '.yz-own .fv' }),
  staff('on-site check refused', 'error', (places) => work(places.onsite), {
    who: 'inspector1',
    ready: '.yz-own .fv',
    prepare: (page) => submit(page, '.fv-summary'),
  }),
  staff('cases', 'filled', '/cases', { ready: '.yz-table' }),
  staff('cases, nothing found', 'error', '/cases?q=xyzxyz'),
  staff('case, progress', 'filled', (places) => `/cases/${places.granted}`, { ready: '.yz-steps' }),
  staff('case, forms', 'filled', (places) => `/cases/${places.granted}?tab=forms`, { ready: '.yz-material' }),
  staff('case, masked values', 'dialog', (places) => `/cases/${places.claimedCase}?tab=forms`, {
    ready: '.yz-material',
    prepare: async (page) => {
      await page.locator('.yz-masked button').first().click();
      await page.getByRole('dialog').waitFor();
      await page.getByRole('dialog').locator('.ant-modal-footer .ant-btn-primary').click();
    },
  }),
  staff('case, documents', 'filled', (places) => `/cases/${places.granted}?tab=documents`, { ready: '.yz-documents' }),
  staff('case, diagram', 'filled', (places) => `/cases/${places.granted}?tab=diagram`, { ready: '.djs-element' }),
  staff('case, history', 'filled', (places) => `/cases/${places.granted}?tab=history`, { ready: '.yz-history li' }),
  staff('account menu', 'dialog', '/work', {
    ready: '.yz-user',
    prepare: async (page) => {
      await page.locator('.yz-user').click();
      await page.getByRole('menu').waitFor();
    },
  }),
  staff('incidents', 'empty', '/incidents', { who: 'supervisor', ready: '.yz-page h1' }),
  staff('batches', 'empty', '/batches', { who: 'supervisor', ready: '.yz-page h1' }),
  staff('new batch', 'dialog', '/batches', {
    who: 'admin',
    ready: '.yz-page h1',
    prepare: async (page) => {
      await page.locator('.yz-page-head .ant-btn-primary').click();
      await page.getByRole('dialog').waitFor();
    },
  }),
  staff('no such page', 'error', '/nowhere'),
  staff('packages', 'filled', '/design', { who: 'designer', ready: '.dz-package' }),
  staff('package', 'filled', `/design/${SERVICE}`, { who: 'designer', ready: '.dz-versions' }),
  staff('process editor', 'filled', `/design/${SERVICE}/files/${SERVICE}.bpmn`, {
    who: 'designer',
    ready: '.pe .djs-element',
  }),
  staff('form preview', 'filled', `/design/${SERVICE}/files/forms/foodApplication.json`, {
    who: 'designer',
    ready: 'iframe',
  }),
  staff('file', 'filled', `/design/${SERVICE}/files/config.json`, { who: 'designer', ready: '.dz-work' }),
  staff('form builder', 'filled', `/design/${SERVICE}/files/forms/foodApplication.json`, {
    who: 'designer',
    ready: 'iframe',
    prepare: async (page) => {
      await page.locator('.dz-sub-tabs button').first().click();
      await page.locator('.ed-list li button').nth(8).click();
    },
  }),
  staff('decision table, faulty cell', 'error', `/design/${SERVICE}/files/decisions/D-FOOD-BAN.dmn`, {
    who: 'designer',
    ready: '.ed-table',
    prepare: async (page) => {
      await page.locator('[data-cell="0.0"] input').fill('< )');
      await page.keyboard.press('Enter');
      await page.locator('.ed-findings li').first().waitFor();
    },
  }),
  staff('register editor', 'filled', `/design/${SERVICE}/files/registers/licences.json`, {
    who: 'designer',
    ready: '.ed-list li',
  }),
  staff('service page editor', 'filled', `/design/${SERVICE}/files/manifest.json`, { who: 'designer', ready: '.ed' }),
  staff('new package', 'dialog', '/design', {
    who: 'designer',
    ready: '.dz-package',
    prepare: async (page) => {
      await page.locator('.yz-page-head .ant-btn-primary, .dz-head .ant-btn-primary').first().click();
      await page.getByRole('dialog').waitFor();
      await page.getByRole('dialog').locator('.ant-btn-primary').click();
      await page.getByRole('alert').waitFor();
    },
  }),
  staff('visits of families', 'filled', '/families', { who: 'civil', ready: '.yz-board-of-visits' }),
  staff('list of families', 'filled', '/families', {
    who: 'civil',
    ready: '.yz-board-of-visits',
    prepare: async (page) => {
      await tab(1)(page);
      await page.locator('.yz-registers li').first().waitFor();
    },
  }),
  staff('family', 'filled', '/families/BF-0001', { who: 'civil', ready: '.yz-page h1, main h1' }),
  staff('registers and sample data', 'filled', '/registers', { who: 'admin', ready: '.yz-samples' }),
  staff('votes', 'empty', '/votes', { who: 'property', ready: '.yz-page h1, main h1' }),
];

/** Every screen that is judged, by name. */
export const SCREENS: readonly Screen[] = [...PORTAL, ...STAFF];

/** Makes the cases the screens are about. */
export async function makePlaces(office: Office): Promise<Places> {
  const submitted = await office.apply();
  const claimed = await office.apply();
  const correction = await office.apply();
  const granted = await office.apply();
  const onsite = await office.apply();
  const assigned = await office.apply();
  await office.complete('window', correction.caseNumber, {
    finding: 'correct',
    items: [{ path: '/legalMobile', item: '手机', problem: '与证明材料不一致', howTo: '请按证明材料填写' }],
  });
  await office.bringToDecision(granted);
  await office.complete('head', granted.caseNumber, { result: 'grant' });
  await office.complete('window', onsite.caseNumber, { finding: 'accept' });
  await office.complete('head', onsite.caseNumber, (now) => ({
    inspectors: (now['roster'] as { userId: string }[]).slice(0, 2).map((one) => one.userId),
    visitOn: new Date().toISOString().slice(0, 10),
    slot: 'am',
  }));
  await office.complete('window', assigned.caseNumber, { finding: 'accept' });
  const owner = await office.as('owner');
  const view = await callApi<{ readonly todo: readonly { readonly workItemId: string }[] }>(
    owner,
    'GET',
    `/api/cases/${correction.caseId}`,
  );
  const grantedView = await callApi<{ readonly certificate: { readonly verifyToken: string } }>(
    owner,
    'GET',
    `/api/cases/${granted.caseId}`,
  );
  await callApi(owner, 'PUT', `/api/drafts/${SERVICE}`, { document: await sampleApplication(owner) });
  return {
    submitted: submitted.caseId,
    submittedNumber: submitted.caseNumber,
    submittedCode: submitted.queryCode,
    unclaimed: await office.task('window', submitted.caseNumber),
    claimed: await office.claim('window', claimed.caseNumber),
    claimedCase: claimed.caseId,
    correction: correction.caseId,
    correctionTask: view.todo[0]?.workItemId ?? '',
    granted: granted.caseId,
    verify: `/v/${grantedView.certificate.verifyToken}`,
    onsite: await office.task('inspector1', onsite.caseNumber),
    assignment: await office.claim('head', assigned.caseNumber),
  };
}
