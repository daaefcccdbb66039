import { makeLicenceNo, type LicenceKind } from '../form/format-licence-no.js';
import { isObject } from '../form/pointer.js';
import {
  findInRegister,
  insertRow,
  updateRow,
  type RegisterResult,
  type RowIdentity,
  type Rows,
} from '../host/register-action.js';
import type { HostJob } from '../host/host-state.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { CompiledPackage, RegisterDefinition } from '../model/package.js';

/** How a job ended. */
export type JobResult =
  | { readonly kind: 'completed'; readonly variables: JsonObject }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** The outside world of a simulation: registers, counters, and what was issued and sent. It is changed by `runFakeJob`. */
export interface FakeWorld {
  readonly packages: readonly CompiledPackage[];
  readonly registers: Map<string, Rows>;
  readonly sequences: Map<string, number>;
  /** Results fixed by the scenario, by job type. */
  readonly fixed: Readonly<Record<string, JsonObject>>;
  readonly documents: { readonly template: string; readonly data: JsonObject }[];
}

const LICENCE_KINDS: readonly LicenceKind[] = [1, 2, 3];

type Handler = (world: FakeWorld, input: JsonObject, job: HostJob) => JobResult;

const HANDLERS: Readonly<Record<string, Handler>> = {
  'register.find': (world, input) =>
    fromRegister(world, input, (rows) => findInRegister(rows, objectOf(input['where']))),
  'register.insert': (world, input) =>
    fromRegister(world, input, (rows, identity) => insertRow(rows, identity, objectOf(input['values']))),
  'register.update': (world, input) =>
    fromRegister(world, input, (rows, identity) =>
      updateRow({
        rows,
        identity,
        key: input['key'] ?? null,
        set: objectOf(input['set']),
        ...(isObject(input['expect']) ? { expect: input['expect'] } : {}),
      }),
    ),
  'register.close': (world, input) =>
    fromRegister(world, input, (rows, identity, period) => {
      if (period === undefined) return { ok: false, code: 'REGISTER_CONFLICT', message: 'its rows have no period' };
      const [set, expect] = [{ [period.to]: input['on'] ?? null }, { [period.to]: null }];
      return updateRow({ rows, identity, key: input['key'] ?? null, set, expect });
    }),
  'register.next-number': (world, input) => done({ number: next(world, text(input['sequence'])) }),
  'licence.number': (world, input) => {
    const kind = LICENCE_KINDS.find((one) => String(one) === text(input['kind']));
    const region = text(input['region']);
    if (kind === undefined) return { kind: 'failed', message: `licence kind ${text(input['kind'])}` };
    return done({ licenceNo: makeLicenceNo(kind, region, next(world, `JY${kind}${region}`)) });
  },
  'document.issue': (world, input) => issue(world, text(input['template']), objectOf(input['data'])),
  'certificate.issue': (world, input) => {
    const issued = issue(world, text(input['template']), objectOf(input['data']));
    if (issued.kind !== 'completed') return issued;
    const serial = next(world, 'certificate');
    return done({ ...issued.variables, certificateId: `certificate-${serial}`, verifyToken: `verify-${serial}` });
  },
  'certificate.revoke': () => done({ revoked: true }),
  'notice.send': (world) => done({ noticeId: `notice-${next(world, 'notice')}` }),
  'case.archive': (world) => done({ archiveId: `archive-${next(world, 'archive')}` }),
  'business-licence.verify': (world, input) => {
    const uscc = input['uscc'] ?? null;
    const row = (world.registers.get('shops') ?? []).find((one) => one['uscc'] === uscc);
    return done({
      found: row !== undefined,
      active: row !== undefined && row['licenceActive'] !== false,
      name: row?.['name'] ?? null,
      legalPerson: row?.['legalPerson'] ?? null,
      verifiedOnline: row !== undefined,
    });
  },
};

/** The job types a simulation knows; a package that names another one is refused by its scenarios. */
export const SIMULATED_JOB_TYPES: readonly string[] = Object.keys(HANDLERS);

/** Runs a job against the world. A result fixed by the scenario wins. */
export function runFakeJob(world: FakeWorld, job: HostJob): JobResult {
  const fixed = world.fixed[job.jobType];
  if (fixed !== undefined) return fixedResult(fixed);
  const handler = Object.hasOwn(HANDLERS, job.jobType) ? HANDLERS[job.jobType] : undefined;
  if (handler === undefined) return { kind: 'failed', message: `unknown job type ${job.jobType}` };
  return handler(world, { ...job.headers, ...job.variables }, job);
}

function fixedResult(fixed: JsonObject): JobResult {
  const error = fixed['error'];
  if (isObject(error)) return { kind: 'error', code: text(error['code']), message: text(error['message']) };
  if (typeof fixed['fail'] === 'string') return { kind: 'failed', message: fixed['fail'] };
  return done(objectOf(fixed['result']));
}

function fromRegister(
  world: FakeWorld,
  input: JsonObject,
  act: (rows: Rows, identity: RowIdentity, period: RegisterDefinition['period']) => RegisterResult,
): JobResult {
  const key = text(input['register']);
  const definition = world.packages.map((one) => one.registers.get(key)).find((one) => one !== undefined);
  if (definition === undefined) return { kind: 'failed', message: `unknown register ${key}` };
  const result = act(world.registers.get(key) ?? [], definition, definition.period);
  if (!result.ok) return { kind: 'error', code: result.code, message: result.message };
  world.registers.set(key, result.rows);
  return done(result.answer);
}

function issue(world: FakeWorld, template: string, data: JsonObject): JobResult {
  const known = world.packages.some((one) => one.documents.has(template));
  if (!known) return { kind: 'failed', message: `unknown document template ${template}` };
  world.documents.push({ template, data });
  const serial = next(world, 'document');
  return done({
    documentId: `document-${serial}`,
    documentNo: `${template}-${String(serial).padStart(5, '0')}`,
    fileId: String(serial).padStart(64, '0'),
  });
}

function next(world: FakeWorld, sequence: string): number {
  const number = (world.sequences.get(sequence) ?? 0) + 1;
  world.sequences.set(sequence, number);
  return number;
}

function done(variables: JsonObject): JobResult {
  return { kind: 'completed', variables };
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
