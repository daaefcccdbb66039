import { Type } from '@sinclair/typebox';
import { isObject, type JsonValue } from '../../../engine/index.js';
import type { Office } from '../../use-cases/office.js';
import { listRegisters, readRegister, readRow, revealValue, type PageRequest } from '../../use-cases/register-rows.js';
import { exportSheet, importSheet, templateSheet } from '../../use-cases/register-sheets.js';
import { addRow, changeRow } from '../../use-cases/register-writes.js';
import { RequestProblem } from '../../use-cases/request-problem.js';
import { jsonObject, signedIn } from '../call.js';
import { created, ok, route, type Reply, type Route } from '../route.js';
import { IdSchema } from '../schemas.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HandleSchema = Type.String({ minLength: 1, maxLength: 200 });
const NameSchema = Type.String({ minLength: 1, maxLength: 80 });
const ValuesSchema = Type.Record(Type.String(), Type.Unknown());
const ROW = { key: IdSchema, handle: HandleSchema };
const ASKED = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  sort: Type.Optional(Type.String({ maxLength: 81, description: 'a sort property, with - before it for descending' })),
  filter: Type.Optional(Type.String({ maxLength: 2000, description: 'JSON object: filter property to text' })),
};
const FilterSchema = Type.Object(ASKED, { additionalProperties: false });
const PageSchema = Type.Object(
  {
    ...ASKED,
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
    limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$' })),
  },
  { additionalProperties: false },
);

type Asked = { readonly q?: string; readonly sort?: string; readonly filter?: string };

/** Registers: lists, rows, their history, writing by hand, sheets in and out. */
export function registerRowRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/registers',
      permission: 'register.read',
      tag: 'registers',
      summary: { zh: '登记表', en: 'Registers' },
      reply: { status: 200, text: 'The registers that the person may read, with what the person may do' },
      handle: (call) => Promise.resolve(ok(listRegisters(office, signedIn(call)))),
    }),
    route({
      method: 'get',
      path: '/api/registers/{key}',
      permission: 'register.read',
      tag: 'registers',
      summary: { zh: '登记表内容（脱敏）', en: 'Rows of a register, masked' },
      params: Type.Object({ key: IdSchema }),
      query: PageSchema,
      reply: { status: 200, text: 'A page of rows' },
      handle: async (call) => {
        const { cursor, limit = '50' } = call.query;
        const request = { ...asked(call.params.key, call.query), cursor, limit: Number(limit) };
        return ok(await readRegister(office, signedIn(call), request));
      },
    }),
    route({
      method: 'post',
      path: '/api/registers/{key}/exports',
      permission: 'register.read',
      tag: 'registers',
      summary: { zh: '导出登记表（脱敏，带水印）', en: 'Rows as a sheet, masked, with a watermark' },
      params: Type.Object({ key: IdSchema }),
      body: FilterSchema,
      reply: { status: 200, text: 'An .xlsx workbook', type: XLSX },
      handle: async (call) => {
        const bytes = await exportSheet(office, signedIn(call), { ...asked(call.params.key, call.body), limit: 100 });
        return sheet(bytes, call.params.key);
      },
    }),
    route({
      method: 'get',
      path: '/api/registers/{key}/template.xlsx',
      permission: 'register.write',
      tag: 'registers',
      summary: { zh: '导入模板', en: 'An empty sheet to fill in' },
      params: Type.Object({ key: IdSchema }),
      reply: { status: 200, text: 'An .xlsx workbook with the heads', type: XLSX },
      handle: async (call) =>
        sheet(await templateSheet(office, signedIn(call), call.params.key), `${call.params.key}-template`),
    }),
    route({
      method: 'post',
      path: '/api/registers/{key}/imports',
      permission: 'register.write',
      rate: 'upload',
      upload: true,
      tag: 'registers',
      summary: { zh: '从 Excel 导入', en: 'Take the rows of a sheet' },
      params: Type.Object({ key: IdSchema }),
      reply: { status: 200, text: 'How many rows were taken, and the refused ones as a sheet with the reasons' },
      handle: async (call) => {
        if (call.file === null) throw new RequestProblem('FILE_MISSING');
        const { key } = call.params;
        const { bytes } = call.file;
        return ok(await importSheet(office, signedIn(call), { key, bytes, idempotencyKey: call.idempotencyKey }));
      },
    }),
    route({
      method: 'post',
      path: '/api/registers/{key}/rows',
      permission: 'register.write',
      tag: 'registers',
      summary: { zh: '新增一行', en: 'Add a row' },
      params: Type.Object({ key: IdSchema }),
      body: Type.Object({ values: ValuesSchema }, { additionalProperties: false }),
      reply: { status: 201, text: 'The row, masked' },
      handle: async (call) => {
        const { key } = call.params;
        const values = jsonObject(call.body.values);
        return created(await addRow(office, signedIn(call), { key, values, idempotencyKey: call.idempotencyKey }));
      },
    }),
    route({
      method: 'get',
      path: '/api/registers/{key}/rows/{handle}',
      permission: 'register.read',
      tag: 'registers',
      summary: { zh: '一行及其变更记录（脱敏）', en: 'A row with its history, masked' },
      params: Type.Object(ROW),
      reply: { status: 200, text: 'The row and its versions' },
      handle: async (call) => ok(await readRow(office, signedIn(call), call.params.key, call.params.handle)),
    }),
    route({
      method: 'put',
      path: '/api/registers/{key}/rows/{handle}',
      permission: 'register.write',
      tag: 'registers',
      summary: { zh: '修改一行', en: 'Change a row' },
      params: Type.Object(ROW),
      body: Type.Object({ revision: Type.Integer({ minimum: 1 }), set: ValuesSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'The row as it is now, masked' },
      handle: async (call) => {
        const { revision, set } = call.body;
        const request = { ...call.params, revision, set: jsonObject(set), idempotencyKey: call.idempotencyKey };
        return ok(await changeRow(office, signedIn(call), request));
      },
    }),
    route({
      method: 'post',
      path: '/api/registers/{key}/rows/{handle}/reveal',
      permission: 'register.reveal',
      tag: 'registers',
      summary: { zh: '查看一项原文（记录在案）', en: 'See one value in clear; noted in the audit log' },
      params: Type.Object(ROW),
      body: Type.Object(
        { property: NameSchema, reason: Type.String({ minLength: 1, maxLength: 200 }) },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'The value' },
      handle: async (call) => ok(await revealValue(office, signedIn(call), { ...call.params, ...call.body })),
    }),
  ];
}

function asked(key: string, { q, sort, filter }: Asked): Omit<PageRequest, 'limit'> {
  return { key, search: q, sort, filters: filter === undefined ? {} : filtersIn(filter) };
}

function filtersIn(text: string): Readonly<Record<string, string>> {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw new RequestProblem('BAD_REQUEST');
  }
  if (!isObject(value)) throw new RequestProblem('BAD_REQUEST');
  return Object.fromEntries(
    Object.entries(value).map(([name, wanted]) => {
      if (typeof wanted !== 'string') throw new RequestProblem('BAD_REQUEST');
      return [name, wanted] as const;
    }),
  );
}

function sheet(bytes: Uint8Array, name: string): Reply {
  return { status: 200, bytes, type: XLSX, name: `${name}.xlsx` };
}
