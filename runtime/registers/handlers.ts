import {
  findRows,
  isObject,
  makeLicenceNo,
  type JsonObject,
  type JsonValue,
  type LicenceKind,
} from '../../engine/index.js';
import type { ExecutableJob, JobHandler, JobHandlers, JobResult } from '../seams/job-executor.js';
import { PlatformError } from '../seams/platform-error.js';
import type { RegisterOutcome, Registers } from '../seams/registers.js';
import type { Scalar, Where } from '../seams/store.js';

const PERSON = 'system';
const LICENCE_KINDS: readonly LicenceKind[] = [1, 2, 3];

const inputOf = (job: ExecutableJob): JsonObject => ({ ...job.headers, ...job.variables });

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const objectOf = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

const completed = (variables: JsonObject): JobResult => ({ kind: 'completed', variables });

const isScalar = (value: JsonValue): value is Scalar => value === null || typeof value !== 'object';

const answerOf = (outcome: RegisterOutcome): JobResult => {
  if (outcome.ok) return completed({ row: outcome.row.values });
  const { code, message } = outcome;
  return code === 'INVALID' ? { kind: 'failed', message } : { kind: 'error', code, message, variables: {} };
};

const named =
  (handler: JobHandler): JobHandler =>
  async (job, context) => {
    try {
      return await handler(job, context);
    } catch (error) {
      if (error instanceof PlatformError && (error.code === 'REGISTER_UNKNOWN' || error.code === 'BAD_QUERY')) {
        return { kind: 'failed', message: `${error.code}: ${error.message}` };
      }
      throw error;
    }
  };

/** A process that asks for more rows than that has asked for the wrong thing: its variables would not hold them. */
const MOST_FOUND = 5_000;
const PAGE = 500;

/**
 * `register.find {register, where}` → `{rows, row}`: all rows whose properties equal those of `where`, and the first or null. Fails when
 * they are more than 5,000.
 */
const find =
  (registers: Registers): JobHandler =>
  async (job) => {
    const input = inputOf(job);
    const wanted = objectOf(input['where']);
    const where: Where = Object.fromEntries(
      Object.entries(wanted).filter((entry): entry is [string, Scalar] => isScalar(entry[1])),
    );
    const found: JsonObject[] = [];
    let cursor: string | undefined;
    do {
      const page = await registers.find(textOf(input['register']), {
        where,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(
        ...findRows(
          page.rows.map((row) => row.values),
          wanted,
        ),
      );
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length <= MOST_FOUND);
    if (found.length > MOST_FOUND) return { kind: 'failed', message: `more than ${String(MOST_FOUND)} rows` };
    return completed({ rows: found, row: found[0] ?? null });
  };

/** `register.insert {register, values}` → `{row}`, or the BPMN error REGISTER_CONFLICT. */
const insert =
  (registers: Registers): JobHandler =>
  async (job) => {
    const input = inputOf(job);
    const values = objectOf(input['values']);
    return answerOf(
      await registers.insert({ register: textOf(input['register']), values, commandId: job.jobKey, by: PERSON }),
    );
  };

/** `register.update {register, key, set, expect?}` → `{row}`, or the BPMN errors REGISTER_CONFLICT, ROW_NOT_FOUND. */
const update =
  (registers: Registers): JobHandler =>
  async (job) => {
    const input = inputOf(job);
    const expect = input['expect'];
    return answerOf(
      await registers.update({
        register: textOf(input['register']),
        key: textOf(input['key']),
        set: objectOf(input['set']),
        ...(isObject(expect) ? { expect } : {}),
        commandId: job.jobKey,
        by: PERSON,
      }),
    );
  };

/** `register.close {register, key, on}` → `{row}`: the row ends on that day; or the BPMN errors REGISTER_CONFLICT, ROW_NOT_FOUND. */
const close =
  (registers: Registers): JobHandler =>
  async (job) => {
    const input = inputOf(job);
    const request = { register: textOf(input['register']), key: textOf(input['key']), on: textOf(input['on']) };
    return answerOf(await registers.close({ ...request, commandId: job.jobKey, by: PERSON }));
  };

/** `register.next-number {sequence}` → `{number}`. */
const nextNumber =
  (registers: Registers): JobHandler =>
  async (job) => {
    const sequence = textOf(inputOf(job)['sequence']);
    if (sequence === '') return { kind: 'failed', message: 'no sequence is named' };
    return completed({ number: await registers.nextNumber(sequence, job.jobKey) });
  };

/** `licence.number {kind, region}` → `{licenceNo}`: the next of the kind and region, with its check digit. */
const licenceNumber =
  (registers: Registers): JobHandler =>
  async (job) => {
    const input = inputOf(job);
    const kind = LICENCE_KINDS.find((one) => String(one) === textOf(input['kind']));
    const region = textOf(input['region']);
    if (kind === undefined || !/^\d{6}$/.test(region))
      return { kind: 'failed', message: 'kind or region of the licence number' };
    const sequence = await registers.nextNumber(`JY${String(kind)}${region}`, job.jobKey);
    return completed({ licenceNo: makeLicenceNo(kind, region, sequence) });
  };

/** Job handlers that act on registers and numbers. Idempotent by job key. */
export function registerHandlers(registers: Registers): JobHandlers {
  return new Map([
    ['register.find', named(find(registers))],
    ['register.insert', named(insert(registers))],
    ['register.update', named(update(registers))],
    ['register.close', named(close(registers))],
    ['register.next-number', named(nextNumber(registers))],
    ['licence.number', named(licenceNumber(registers))],
  ]);
}
