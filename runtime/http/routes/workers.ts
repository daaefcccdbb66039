import { Type, type Static, type TObject, type TProperties } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import {
  activateJobs,
  createWorkerAccount,
  listWorkerAccounts,
  reportJobs,
  revokeWorkerAccount,
} from '../../use-cases/outside-work.js';
import type { JobReport } from '../../workers/job-source.js';
import { jsonObject, signedIn } from '../call.js';
import { created, nothing, ok, route, type Route } from '../route.js';
import { DocumentSchema, IdSchema } from '../schemas.js';

const HOUR_MS = 3_600_000;
const MOST = 100;

const strict = <T extends TProperties>(properties: T): TObject<T> =>
  Type.Object(properties, { additionalProperties: false });

const TypeSchema = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,99}$' });
const TypesSchema = Type.Array(TypeSchema, { minItems: 1, maxItems: 50 });
const LeaseMsSchema = Type.Integer({ minimum: 1_000, maximum: 24 * HOUR_MS });
const ActivateSchema = strict({
  types: TypesSchema,
  maxJobs: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST })),
  leaseMs: Type.Optional(LeaseMsSchema),
  waitMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 55_000 })),
  variables: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
});
const HELD = { jobKey: IdSchema, lease: Type.String({ pattern: '^\\d{1,15}\\.\\d{1,15}$' }) };
const MessageSchema = Type.String({ maxLength: 2_000 });
const listOf = <T extends TProperties>(properties: T) =>
  strict({ jobs: Type.Array(strict({ ...HELD, ...properties }), { minItems: 1, maxItems: MOST }) });
const FAILED = {
  message: MessageSchema,
  retriesLeft: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  retryInMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 24 * HOUR_MS })),
};
const THROWN = {
  code: Type.String({ minLength: 1, maxLength: 100 }),
  message: MessageSchema,
  variables: Type.Optional(DocumentSchema),
};
const JobSchema = Type.Object({
  ...HELD,
  type: TypeSchema,
  elementId: Type.String(),
  instanceId: IdSchema,
  rootId: IdSchema,
  packageHash: Type.String(),
  variables: DocumentSchema,
  headers: Type.Record(Type.String(), Type.String()),
  attempt: Type.Integer(),
  retries: Type.Integer(),
  leaseUntil: Type.Integer(),
});
const OutcomesSchema = Type.Object({
  outcomes: Type.Array(
    Type.Object({
      jobKey: IdSchema,
      ok: Type.Boolean(),
      code: Type.Optional(Type.String()),
      leaseUntil: Type.Optional(Type.Integer()),
    }),
  ),
});

/** Jobs for programs outside: take (long poll), complete, fail, throw an error of the model, keep longer; and their accounts. */
export function workerRoutes(office: Office): readonly Route[] {
  /** A route by which a worker tells what became of jobs. */
  const telling = <B extends TObject>(
    about: Pick<Route, 'path' | 'summary' | 'bodyLimit'>,
    body: B,
    reports: (body: Static<B>) => readonly JobReport[],
  ): Route =>
    route({
      ...about,
      method: 'post',
      repeats: 'itself',
      permission: 'job.work',
      tag: 'workers',
      body,
      reply: { status: 200, text: 'One outcome for each job, in order', schema: OutcomesSchema },
      handle: async (call) => ok({ outcomes: await reportJobs(office, signedIn(call), reports(call.body)) }),
    });
  return [
    route({
      method: 'post',
      path: '/api/worker/jobs/activate',
      repeats: 'itself',
      permission: 'job.work',
      tag: 'workers',
      summary: { zh: '领取作业（可长时间等待）', en: 'Take jobs, waiting for the first if need be' },
      body: ActivateSchema,
      reply: { status: 200, text: 'Jobs with their leases', schema: Type.Object({ jobs: Type.Array(JobSchema) }) },
      handle: async (call) => {
        const { types, maxJobs = 10, leaseMs = 60_000, waitMs = 0, variables } = call.body;
        const wanted = variables === undefined ? {} : { variables };
        const request = { types, maxJobs, leaseMs, waitMs, ...wanted };
        return ok({ jobs: await activateJobs(office, signedIn(call), request, call.gone) });
      },
    }),
    telling(
      {
        path: '/api/worker/jobs/complete',
        summary: { zh: '完成作业', en: 'Complete jobs' },
        bodyLimit: 4 * 1024 * 1024,
      },
      listOf({ variables: DocumentSchema }),
      ({ jobs }) => jobs.map((job) => ({ ...job, kind: 'completed', variables: jsonObject(job.variables) })),
    ),
    telling(
      { path: '/api/worker/jobs/fail', summary: { zh: '报告作业失败', en: 'Report failed attempts' } },
      listOf(FAILED),
      ({ jobs }) =>
        jobs.map(({ retriesLeft, retryInMs, ...job }) => ({
          ...job,
          kind: 'failed',
          ...(retriesLeft === undefined ? {} : { retriesLeft }),
          ...(retryInMs === undefined ? {} : { retryInMs }),
        })),
    ),
    telling(
      {
        path: '/api/worker/jobs/error',
        summary: { zh: '抛出流程中定义的错误', en: 'End jobs with an error of the model' },
      },
      listOf(THROWN),
      ({ jobs }) => jobs.map((job) => ({ ...job, kind: 'error', variables: jsonObject(job.variables ?? {}) })),
    ),
    telling(
      { path: '/api/worker/jobs/extend', summary: { zh: '延长作业占用时间', en: 'Keep jobs longer' } },
      listOf({ leaseMs: LeaseMsSchema }),
      ({ jobs }) => jobs.map((job) => ({ ...job, kind: 'extended' })),
    ),
    ...accountRoutes(office),
  ];
}

function accountRoutes(office: Office): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/workers',
      permission: 'worker.manage',
      tag: 'workers',
      summary: { zh: '外部系统账号', en: 'Accounts of outside programs' },
      reply: { status: 200, text: 'Accounts, ended ones among them' },
      handle: async () => ok({ workers: await listWorkerAccounts(office) }),
    }),
    route({
      method: 'post',
      path: '/api/workers',
      permission: 'worker.manage',
      tag: 'workers',
      summary: { zh: '新建外部系统账号', en: 'Make the account of an outside program' },
      body: strict({ name: Type.String({ minLength: 1, maxLength: 100 }), types: TypesSchema }),
      reply: { status: 201, text: 'Its id, and its token, which is shown this once' },
      handle: async (call) => created(await createWorkerAccount(office, signedIn(call), call.body)),
    }),
    route({
      method: 'delete',
      path: '/api/workers/{workerId}',
      permission: 'worker.manage',
      tag: 'workers',
      summary: { zh: '停用外部系统账号', en: 'End the account of an outside program' },
      params: strict({ workerId: IdSchema }),
      reply: { status: 204, text: 'Ended' },
      handle: async (call) => {
        await revokeWorkerAccount(office, signedIn(call), call.params.workerId);
        return nothing();
      },
    }),
  ];
}
