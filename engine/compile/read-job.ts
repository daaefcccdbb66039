import type { ValuePlan } from '../model/plan.js';
import type { Reader } from './reader.js';
import { refuse, valueOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf } from './xml-tree.js';

/** Retries of a job whose definition says nothing. */
export const DEFAULT_RETRIES = 3;

/** The `type` of a job: a name, or FEEL giving one. Problem `job-type`. */
export function readJobType(reader: Reader, id: string, definition: XmlElement): ValuePlan {
  const jobType = valueOf(reader, id, 'type', attributeOf(definition, 'type') ?? '');
  if (jobType.kind === 'constant' && !/^[a-z][\w.-]*$/.test(jobType.value)) {
    refuse(reader, 'job-type', id, `作业类型无效：${jobType.value}`, `Not a job type: ${jobType.value}`);
  }
  return jobType;
}

/** How often a job is tried, 1 to 99. Problem `retries`. */
export function readRetries(reader: Reader, id: string, retries: string): number {
  if (!/^([1-9]|[1-9]\d)$/.test(retries))
    refuse(reader, 'retries', id, `重试次数须为 1 至 99：${retries}`, `Retries must be 1 to 99: ${retries}`);
  return Number(retries);
}
