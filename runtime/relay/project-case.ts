import type { Text } from '../../engine/index.js';
import type { CaseFacts, CaseRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { CASES } from '../store/collections.js';
import { upserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import { caseVariable, instantIn, runningLimits } from './case-facts.js';

/** The purpose of blind indexes of query codes. */
export const QUERY_CODE = 'case-query-code';

/** The row of a case, from its root instance. `title` is the service's. */
export function projectCase(instance: OpenInstance, facts: CaseFacts, title: Text, sealing: Sealing): Write {
  const { state } = instance;
  const variable = caseVariable(state) ?? {};
  const receivedAt = instantIn(variable['receivedAt']);
  const { channel, queryCode } = variable;
  const record: CaseRecord = {
    ...facts,
    ...runningLimits(state, Object.values(state.limits)),
    _id: instance._id,
    srcSeq: state.revision,
    packageHash: instance.packageHash,
    processId: instance.processId,
    title,
    caseStatus: state.caseStatus,
    instanceStatus: state.status,
    ...(state.endEventId === undefined ? {} : { endEventId: state.endEventId }),
    ...(typeof channel === 'string' ? { channel } : {}),
    submittedAt: instantIn(variable['submittedAt']) ?? state.startedAt,
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(state.endedAt === undefined ? {} : { endedAt: state.endedAt }),
    updatedAt: instance.updatedAt,
    ...(typeof queryCode === 'string' ? { queryIndex: sealing.blindIndex(QUERY_CODE, queryCode) } : {}),
    searchText: [facts.caseNumber, facts.applicantName ?? '', title.zh, title.en].filter((part) => part !== ''),
  };
  return upserting(CASES, record);
}
