import { isDeepStrictEqual } from 'node:util';
import type { InstanceState, JsonObject, JsonValue, Text } from '../../engine/index.js';
import { caseVariable, factsOf } from '../relay/case-facts.js';
import { projectCase } from '../relay/project-case.js';
import { projectIncidents } from '../relay/project-incidents.js';
import { projectWorklist } from '../relay/project-worklist.js';
import type { CaseFacts, CaseRecord, IncidentRow, JobRecord, SubscriptionRow, WorklistRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { StoreRecord, Write } from '../seams/store.js';
import type { CollectionName } from '../store/collections.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import { BROKEN_INCIDENT } from '../use-cases/quarantine.js';
import type { Finding, FindingCode } from './finding.js';

/** Rows of one instance as they are stored, and what is needed to make them anew. */
export interface RowsOf {
  readonly instance: OpenInstance;
  readonly names: ReadonlySet<string>;
  readonly sealing: Sealing;
  readonly service: string;
  readonly title: Text;
  readonly jobs: readonly JobRecord[];
  readonly subscriptions: readonly SubscriptionRow[];
  readonly worklist: readonly WorklistRow[];
  readonly incidents: readonly IncidentRow[];
  readonly caseRow: CaseRecord | undefined;
}

type Note = (code: FindingCode, collection: CollectionName, id: string, detail: string) => void;

/** Jobs that wait in the store: neither taken back nor given up. */
const waitingJobs = (state: InstanceState) => {
  const stuck = new Set(Object.values(state.incidents).flatMap(({ jobId }) => jobId ?? []));
  return Object.values(state.jobs).filter((job) => job.suspended !== true && !stuck.has(job.id));
};

const recordsOf = (writes: readonly Write[]): readonly StoreRecord[] =>
  writes.flatMap((write) => (write.op === 'upsertIfNewer' ? [write.record] : []));

/** Compares what stands in a row with what would be written now; sealed parts are opened first, as each sealing differs. */
const same = (
  sealing: Sealing,
  bond: string,
  stored: StoreRecord,
  made: StoreRecord,
  apart: readonly string[],
): string[] => {
  const open = (record: StoreRecord): JsonObject =>
    sealing.unseal(bond, JSON.parse(JSON.stringify(record)) as JsonValue) as JsonObject;
  const [one, other] = [open(stored), open(made)];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !apart.includes(name) && !isDeepStrictEqual(one[name], other[name]));
};

/** Holds the rows of an instance against its state, in both directions. Throws SEAL_BROKEN. */
export function checkRows(rows: RowsOf): readonly Finding[] {
  const { instance, sealing, names } = rows;
  const { state, _id: instanceId } = instance;
  const findings: Finding[] = [];
  const note: Note = (code, collection, id, detail) => findings.push({ code, collection, id, instanceId, detail });
  const facts: CaseFacts = rows.caseRow ?? factsOf(caseVariable(state) ?? {}, rows.service);
  const { caseNumber, service, applicantId, applicantName, orgPath } = facts;
  const plain: CaseFacts = {
    caseNumber,
    service,
    orgPath,
    ...(applicantId === undefined ? {} : { applicantId }),
    ...(applicantName === undefined ? {} : { applicantName }),
  };
  const rowFacts = caseVariable(state) === undefined ? plain : factsOf(caseVariable(state) ?? {}, rows.service);

  const compare = (
    collection: CollectionName,
    stored: readonly StoreRecord[],
    made: readonly StoreRecord[],
    apart: readonly string[],
  ): void => {
    const left = new Map(stored.map((row) => [row._id, row]));
    for (const row of made) {
      const found = left.get(row._id);
      left.delete(row._id);
      if (found === undefined) note('ROW_MISSING', collection, row._id, 'no such row');
      else {
        const wrong = same(sealing, instanceId, found, row, apart);
        if (wrong.length > 0) note('ROW_WRONG', collection, row._id, wrong.join(', '));
      }
    }
    const ended = state.status !== 'active';
    for (const id of left.keys())
      note(ended ? 'ENDED_LIVE' : 'ROW_ORPHAN', collection, id, 'nothing in the instance is open for it');
  };

  const items = Object.values(state.workItems);
  compare(
    'worklist',
    rows.worklist,
    recordsOf(projectWorklist(instance, rowFacts, { items, closed: [], marked: false })),
    ['srcSeq'],
  );
  const incidents = recordsOf(
    projectIncidents(
      instance,
      rowFacts,
      { sealing, names },
      { incidents: Object.values(state.incidents), resolved: [], marked: false },
    ),
  );
  const own = rows.incidents.filter((row) => row._id !== `${instanceId}:${BROKEN_INCIDENT}`);
  compare('incidents', own, incidents, ['srcSeq']);
  const wanted = Object.values(state.subscriptions).filter(({ kind }) => kind !== 'conditional');
  compare(
    'subscriptions',
    rows.subscriptions,
    wanted.map(({ id, kind, messageName, correlationKey, openedAt }) => ({
      _id: `${instanceId}:${id}`,
      instanceId,
      rootId: instance.rootId,
      subscriptionId: id,
      ...(kind === 'signal' ? { kind } : {}),
      messageName,
      correlationKey,
      openedAt,
    })),
    ['srcSeq', 'openedAt'],
  );
  const head = { instanceId, rootId: instance.rootId, packageHash: instance.packageHash };
  const jobs = waitingJobs(state).map(({ id, elementId, jobType, variables, headers }) => ({
    ...head,
    _id: `${instanceId}:${id}`,
    kind: 'job',
    jobId: id,
    elementId,
    type: jobType,
    variables: sealing.seal(instanceId, variables, names),
    headers,
  }));
  // A timer that was begun once may have been put back to a later time.
  const untouched = new Set(rows.jobs.filter(({ fence }) => fence === 0).map((row) => row._id));
  const timers = Object.values(state.timers).map(({ id, elementId, dueAt }) => ({
    ...head,
    _id: `${instanceId}:${id}`,
    kind: 'timer',
    jobId: id,
    elementId,
    type: 'timer',
    ...(untouched.has(`${instanceId}:${id}`) ? { dueAt } : {}),
    variables: {},
    headers: {},
  }));
  const told = ['instanceId', 'rootId', 'kind', 'jobId', 'elementId', 'type', 'variables', 'headers', '_id'];
  const isTimed = (row: JobRecord): boolean => row.kind === 'timer' && row.fence === 0;
  const others = new Set(rows.jobs.flatMap((row) => Object.keys(row)).filter((name) => !told.includes(name)));
  // Between the command of a job and the end of its row a process may die: the row is taken over and ends by itself.
  const open = new Set([...jobs, ...timers].map((row) => row._id));
  const live = rows.jobs.filter((row) => open.has(row._id) || (row.state !== 'leased' && row.fence === 0));
  const isOf = (row: { readonly _id: string }) => untouched.has(row._id);
  const apart = [...others, 'packageHash'];
  compare(
    'jobs',
    live.filter((row) => !isTimed(row)),
    [...jobs, ...timers.filter((row) => !isOf(row))],
    apart,
  );
  compare(
    'jobs',
    live.filter(isTimed),
    timers.filter(isOf),
    apart.filter((name) => name !== 'dueAt'),
  );
  if (instanceId === instance.rootId) {
    const { caseRow } = rows;
    const title = caseRow?.title ?? rows.title;
    const made = recordsOf([projectCase(instance, { ...rowFacts, service: rowFacts.service }, title, sealing)]);
    compare('cases', caseRow === undefined ? [] : [caseRow], made, ['srcSeq', 'updatedAt']);
  }
  return findings;
}
