import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { JsonObject } from '../../../engine/index.js';
import { sampleUscc } from '../kit/sample-uscc.js';
import { webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

const HEADS = [
  '商铺编号',
  '名称',
  '统一社会信用代码',
  '地址',
  '社区',
  '业态',
  '状态',
  '许可证有效期至',
  '营业执照是否有效',
];
const SHOPS = 2005;

let web: WebOffice;
beforeAll(async () => {
  web = await webOffice();
}, 60_000);
afterAll(() => web.close());

type Cells = (string | number | Date | null)[];

const shop = (index: number): Cells => [
  `T-${String(index).padStart(5, '0')}`,
  `张店区第${String(index)}号小店`,
  sampleUscc(index),
  `西二路${String(index)}号`,
  `c${String((index % 15) + 1).padStart(2, '0')}`,
  '餐饮',
  '营业',
  index % 2 === 0 ? '2027年3月1日' : new Date('2027-03-01T00:00:00Z'),
  index % 3 === 0 ? '是' : '否',
];

async function sheetOf(rows: readonly Cells[], heads: readonly string[] = HEADS): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('商铺');
  sheet.addRow([...heads]);
  for (const row of rows) sheet.addRow(row);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function rowsOf(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => {
    rows.push(Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text));
  });
  return rows;
}

const send = (browser: Browser, bytes: Uint8Array, key = 'shops'): Promise<Answer> => {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)]), 'shops.xlsx');
  return browser.request('POST', `/api/registers/${key}/imports`, { raw: form });
};
const body = (answer: Answer): JsonObject => answer.body as JsonObject;
const total = async (browser: Browser): Promise<unknown> => body(await browser.get('/api/registers/shops'))['total'];

describe('registers over HTTP', () => {
  it(`take ${String(SHOPS)} rows from a sheet, give the 12 faulty ones back with the reason beside each cell, and none twice`, async () => {
    const clerk = await web.as('window');
    const before = Number(await total(clerk));
    const rows = Array.from({ length: SHOPS }, (_, index) => shop(index + 1));
    const at = (row: number, column: number, value: Cells[number]): void => {
      const cells = rows[row];
      if (cells !== undefined) cells[column] = value;
    };
    at(10, 0, null);
    at(20, 1, null);
    at(30, 4, 'c99');
    at(40, 6, '关门');
    at(50, 7, '明年春天');
    at(60, 8, '大概吧');
    at(70, 0, 'T-00001');
    at(80, 2, sampleUscc(1));
    at(90, 7, '2027-02-30');
    at(100, 6, null);
    at(110, 4, 'x/y');
    at(120, 2, 'ABC');
    const first = await send(clerk, await sheetOf(rows));
    expect(first.status).toBe(200);
    expect(body(first)).toMatchObject({ read: SHOPS, added: SHOPS - 12, same: 0, faulty: 12 });
    expect(await total(clerk)).toBe(before + SHOPS - 12);

    const faulty = await rowsOf(Buffer.from(String(body(first)['sheet']), 'base64'));
    const heads = faulty[0] ?? [];
    expect(faulty).toHaveLength(13);
    const beside = (row: number, title: string): string => {
      const place = heads.findIndex((head) => head.replace(' *', '') === title);
      expect(heads[place + 1]).toBe(`▲ ${title}：问题`);
      return faulty[row]?.[place + 1] ?? '';
    };
    expect(beside(1, '商铺编号')).toBe('请填写');
    expect(beside(2, '名称')).toBe('请填写');
    expect(beside(3, '社区')).toBe('“社区”中没有这一项');
    expect(beside(4, '状态')).toMatch(/营业|选项|可选/);
    expect(beside(5, '许可证有效期至')).toBe('日期请写成 2026-03-01 的形式');
    expect(beside(6, '营业执照是否有效')).toBe('请填“是”或“否”');
    expect(beside(7, '商铺编号')).toBe('登记表中已有相同的值');
    expect(beside(8, '统一社会信用代码')).toBe('登记表中已有相同的值');
    expect(beside(9, '许可证有效期至')).toMatch(/日期/);
    expect(beside(10, '状态')).toBe('请填写');

    const plain = heads.map((head) => head.replace(' *', ''));
    const corrected = faulty.slice(1).map((row, index) => {
      const fixed = shop([11, 21, 31, 41, 51, 61, 71, 81, 91, 101, 111, 121][index] ?? 0);
      return plain.map((head, place) => {
        const column = HEADS.indexOf(head);
        return column < 0 ? (row[place] ?? null) : (fixed[column] ?? null);
      });
    });
    const second = await send(clerk, await sheetOf(corrected, heads));
    expect(body(second)).toMatchObject({ read: 12, added: 12, same: 0, faulty: 0 });
    expect(await total(clerk)).toBe(before + SHOPS);

    const again = await send(clerk, await sheetOf(Array.from({ length: SHOPS }, (_, index) => shop(index + 1))));
    expect(body(again)).toMatchObject({ read: SHOPS, added: 0, same: SHOPS, faulty: 0 });
    expect(await total(clerk)).toBe(before + SHOPS);
  }, 120_000);

  it('refuse what is no sheet, and columns nobody knows', async () => {
    const clerk = await web.as('window');
    const noSheet = await send(clerk, new TextEncoder().encode('PK no zip'));
    expect([noSheet.status, body(noSheet)['code']]).toEqual([422, 'SHEET_UNREADABLE']);
    const unknown = await send(clerk, await sheetOf([shop(1)], [...HEADS.slice(0, 8), '老板生日']));
    expect([unknown.status, body(unknown)['code']]).toEqual([422, 'SHEET_UNREADABLE']);
    expect(JSON.stringify(unknown.body)).toContain('老板生日');
  });

  it('list with filters, order and pages, and refuse those that the register does not offer', async () => {
    const clerk = await web.as('window');
    const filter = encodeURIComponent(JSON.stringify({ community: 'c03', trade: '餐饮' }));
    const page = body(await clerk.get(`/api/registers/shops?filter=${filter}&sort=-shopNo&limit=2`));
    const rows = page['rows'] as readonly JsonObject[];
    expect(rows).toHaveLength(2);
    expect(rows.map((row) => (row['values'] as JsonObject)['community'])).toEqual(['c03', 'c03']);
    expect(page['nextCursor']).toEqual(expect.any(String));
    expect((await clerk.get('/api/registers/shops?sort=legalPerson')).status).toBe(400);
    expect((await clerk.get(`/api/registers/shops?filter=${encodeURIComponent('{"legalPerson":"王"}')}`)).status).toBe(
      400,
    );
    expect((await clerk.get('/api/registers/shops?filter=nonsense')).status).toBe(400);
  });

  it('are read, written and taken out only by those the definition names', async () => {
    const [clerk, approver, owner, admin] = [
      await web.as('window'),
      await web.as('head'),
      await web.as('owner'),
      await web.as('admin'),
    ];
    expect((await owner.get('/api/registers')).status).toBe(403);
    const keys = ((await clerk.get('/api/registers')).body as readonly JsonObject[]).map((one) => one['key']);
    expect(keys).toContain('shops');
    expect(keys).not.toContain('people');
    expect((await clerk.get('/api/registers/people')).status).toBe(404);
    expect((await admin.get('/api/registers/people')).status).toBe(200);
    expect((await admin.get('/api/registers/shops')).status).toBe(404);
    expect((await approver.post('/api/registers/shops/rows', { values: {} })).status).toBe(403);
    expect((await clerk.post('/api/registers/shops/exports', {})).status).toBe(403);
    const taken = await approver.post('/api/registers/shops/exports', { filter: '{"community":"c01"}' });
    expect(taken.status).toBe(200);
    const rows = await rowsOf(taken.bytes);
    expect(rows.at(-1)?.[0]).toMatch(/^※ 商铺 · .+2026-03-02/);
    expect(JSON.stringify(rows)).not.toContain('王小满');
    expect(JSON.stringify(rows)).toContain('王*满');
  });

  it('add and change a row by hand, keep its story, and refuse a change that somebody else overtook', async () => {
    const clerk = await web.as('window');
    const values = { shopNo: 'H-1', name: '手工登记的店', state: '营业', community: 'c02' };
    const key = { 'Idempotency-Key': 'row-by-hand-0001' };
    expect((await clerk.post('/api/registers/shops/rows', { values }, key)).status).toBe(201);
    expect((await clerk.post('/api/registers/shops/rows', { values }, key)).status).toBe(201);
    const change = (revision: number, state: string) =>
      clerk.put('/api/registers/shops/rows/H-1', { revision, set: { state } });
    expect((await change(1, '歇业')).status).toBe(200);
    expect((await change(1, '注销')).status).toBe(409);
    const invalid = await change(2, '不知道');
    expect([invalid.status, body(invalid)['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/state' })]]);
    const detail = body(await clerk.get('/api/registers/shops/rows/H-1'));
    expect(detail['versions']).toMatchObject([
      { revision: 2, values: { state: '歇业' } },
      { revision: 1, values: { state: '营业' } },
    ]);
  });

  it('show a masked value in clear only to named roles, with a reason', async () => {
    const [approver, clerk] = [await web.as('head'), await web.as('window')];
    const bans = body(await approver.get('/api/registers/bans'))['rows'] as readonly JsonObject[];
    const row = bans.find((one) => (one['values'] as JsonObject)['idNo'] !== undefined);
    const path = `/api/registers/bans/rows/${String(row?.['handle'])}/reveal`;
    expect((await clerk.post(path, { property: 'idNo', reason: '核对身份' })).status).toBe(403);
    expect((await approver.post(path, { property: 'idNo', reason: ' ' })).status).toBe(422);
    const shown = await approver.post(path, { property: 'idNo', reason: '核对身份' });
    expect(String(body(shown)['value'])).toMatch(/^370303\d{11}[\dX]$/);
  });
});
