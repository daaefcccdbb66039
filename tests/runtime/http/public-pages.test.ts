import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import { webOffice, type Browser, type WebOffice } from '../kit/web-office.js';

let web: WebOffice;
let anyone: Browser;

beforeAll(async () => {
  web = await webOffice('2026-03-10T10:00:00+08:00', undefined, undefined, { shipped: ['food-license-new'] });
  anyone = web.anonymous();
}, 60_000);
afterAll(() => web.close());

const rowsOf = async (query: string): Promise<readonly JsonObject[]> => {
  const answer = await anyone.get(`/api/public-registers/licences?${query}`);
  expect(answer.status).toBe(200);
  return (answer.body as { readonly rows: readonly JsonObject[] }).rows;
};

it('lists the registers that are open to everybody, and no others', async () => {
  const { body } = await anyone.get('/api/public-registers');
  expect(body).toMatchObject([{ key: 'food-filings' }, { key: 'licences', title: { zh: '食品经营许可证' } }]);
  for (const key of ['shops', 'people', 'bans', 'supervision'])
    expect((await anyone.get(`/api/public-registers/${key}`)).status).toBe(404);
});

it('shows licences with their state and masked names', async () => {
  const rows = await rowsOf('');
  expect(rows.map(({ heading, state }) => [heading, (state as JsonObject)['code']])).toEqual([
    ['张店区夏至凉菜馆', 'valid'],
    ['张店区夏至凉菜馆（柳泉路店）', 'valid'],
    ['张店区谷雨烘焙坊', 'valid'],
    ['张店区晨光实验幼儿园', 'valid'],
    ['张店区满仓粮油店', 'expired'],
    ['张店区旧巷小吃店', 'cancelled'],
  ]);
  const text = JSON.stringify(rows);
  for (const secret of ['王小满', '田禾苗', '370303198506150213', 'u-owner-wang', 'SPXK-'])
    expect(text).not.toContain(secret);
  expect(text).toContain('张店区西二路140号');
  expect(text).toContain('王*满');
});

it('finds a licence by name and by number', async () => {
  expect((await rowsOf(`q=${encodeURIComponent('烘焙')}`)).map(({ key }) => key)).toEqual(['JY13703039000017']);
  expect((await rowsOf('q=JY33703039000018')).map(({ heading }) => heading)).toEqual(['张店区晨光实验幼儿园']);
  expect(await rowsOf(`q=${encodeURIComponent('无此店')}`)).toEqual([]);
});

it('shows a licence as expired on the day after its last, although nobody has noted it', async () => {
  web.clock.set(Date.parse('2027-01-01T10:00:00+08:00'));
  const [row] = await rowsOf(`q=${encodeURIComponent('凉菜')}`);
  expect(row).toMatchObject({ state: { code: 'expired', text: { zh: '已届满' } } });
});

it('asks what somebody wants to open', async () => {
  expect((await anyone.get('/api/self-checks')).body).toMatchObject([{ key: 'open-shop', title: { zh: '我要开店' } }]);
  expect((await anyone.get('/api/self-checks/open-shop')).body).toMatchObject({ form: { formId: 'openShop' } });
  expect((await anyone.get('/api/self-checks/none')).status).toBe(404);
});

it.each<[string, JsonObject, string | undefined, JsonObject]>([
  ['vegetables only', { business: 'farm' }, undefined, {}],
  [
    'a restaurant of 80 m²',
    { business: 'catering', fixedShop: true, bizArea: 8000 },
    'food-license-new',
    { bizArea: 8000, kind: 'catering' },
  ],
  [
    'a snack bar of 45 m² that makes decorated cakes',
    { business: 'catering', fixedShop: true, bizArea: 4500, forbiddenFood: true },
    'food-license-new',
    { bizArea: 4500, kind: 'catering' },
  ],
  ['bulk food', { business: 'bulk', fixedShop: true }, 'food-license-new', { kind: 'sale' }],
  ['a canteen', { business: 'canteen' }, 'food-license-new', { kind: 'canteen' }],
])('tells what is needed for %s', async (_, answers, service, prefill) => {
  const { status, body } = await anyone.post('/api/self-checks/open-shop/answers', { answers });
  expect(status).toBe(200);
  const judged = body as { readonly service?: { readonly key: string }; readonly needed: boolean };
  expect(judged.service?.key).toBe(service);
  expect(judged).toMatchObject({ needed: service !== undefined, prefill });
});

it('refuses answers that are missing or that nobody asked for', async () => {
  const ask = (answers: JsonObject) => anyone.post('/api/self-checks/open-shop/answers', { answers });
  expect((await ask({ business: 'catering', fixedShop: true })).status).toBe(422);
  expect((await ask({ business: 'robbery' })).status).toBe(422);
  expect((await ask({ business: 'farm', process: 'food-license-new' })).status).not.toBe(200);
});
