import { DEFAULT_ZONE } from '../calendar/calendar-data.js';
import { parseCycle } from '../calendar/cycle.js';
import type { TimerPlan } from '../model/plan.js';
import { BPMN, YIZHAN } from './namespaces.js';
import { readUnit } from './read-limits.js';
import type { Reader } from './reader.js';
import { feelOf, refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf } from './xml-tree.js';

const DURATION = /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?(\[[\w/+-]+\])?)?$/;

/** A timer: ISO 8601 text or FEEL, or with `yizhan:unit` FEEL that gives a number of units. */
export function readTimer(reader: Reader, id: string, definition: XmlElement): TimerPlan {
  const bodies = (['timeDate', 'timeDuration', 'timeCycle'] as const).flatMap((local) => {
    const body = childOf(definition, BPMN, local);
    return body ? [{ kind: local.slice(4).toLowerCase() as TimerPlan['kind'], raw: body.text }] : [];
  });
  const [body] = bodies;
  if (!body || bodies.length > 1) {
    refuse(
      reader,
      'timer',
      id,
      '定时事件须有且只有一个时间表达式',
      'A timer event needs exactly one of timeDate, timeDuration and timeCycle',
    );
  }
  const { kind, raw } = body ?? { kind: 'duration', raw: 'PT0S' };
  const [unit, from, endOf] = ['unit', 'from', 'endOf'].map((name) => attributeOf(definition, name, YIZHAN));
  const workingTime = attributeOf(definition, 'workingTime', YIZHAN) === 'true';
  if (workingTime && (unit !== undefined || kind === 'date')) {
    refuse(
      reader,
      'timer',
      id,
      'yizhan:workingTime 用于不带 yizhan:unit 的时长或周期',
      'yizhan:workingTime is for a duration or a cycle without yizhan:unit',
    );
  }
  if (unit === undefined && !workingTime && (from !== undefined || endOf !== undefined)) {
    refuse(
      reader,
      'timer',
      id,
      'yizhan:from 和 yizhan:endOf 须与 yizhan:unit 同用',
      'yizhan:from and yizhan:endOf need yizhan:unit',
    );
  }
  if (unit !== undefined && kind === 'date') {
    refuse(reader, 'timer', id, 'yizhan:unit 不能用于 timeDate', 'yizhan:unit is not for timeDate');
  }
  if (endOf !== undefined && endOf !== 'office' && endOf !== 'applicant') {
    refuse(
      reader,
      'timer',
      id,
      `yizhan:endOf 须为 office 或 applicant：${endOf}`,
      `yizhan:endOf must be office or applicant: ${endOf}`,
    );
  }
  const catchUp = attributeOf(definition, 'catchUp', YIZHAN) ?? 'one';
  if (!['one', 'all', 'skip'].includes(catchUp) || (catchUp !== 'one' && kind !== 'cycle')) {
    refuse(
      reader,
      'timer',
      id,
      `yizhan:catchUp 用于周期，须为 one、all 或 skip：${catchUp}`,
      `yizhan:catchUp is for a cycle, and one of one, all, skip: ${catchUp}`,
    );
  }
  const isText = isConstant(kind, raw, unit !== undefined);
  if (isText && !isTime(kind, raw, unit === undefined ? undefined : readUnit(reader, id, unit)))
    refuse(
      reader,
      'timer',
      id,
      `不是有效的 ${kind}（ISO 8601 或 cron）：${raw}`,
      `Not a ${kind} of ISO 8601 or cron: ${raw}`,
    );
  return {
    kind,
    value: isText ? { kind: 'constant', value: raw } : { kind: 'feel', source: feelOf(reader, id, 'timer', raw) },
    ...(unit === undefined ? {} : { unit: readUnit(reader, id, unit) }),
    ...(from === undefined ? {} : { from: feelOf(reader, id, 'yizhan:from', from) }),
    endOf: endOf === 'applicant' ? 'applicant' : 'office',
    ...(workingTime ? { workingTime } : {}),
    ...(catchUp === 'all' || catchUp === 'skip' ? { catchUp } : {}),
  };
}

/** A text that stands for itself: ISO 8601, or cron in a cycle. With a unit a duration is FEEL for a number. */
function isConstant(kind: TimerPlan['kind'], raw: string, hasUnit: boolean): boolean {
  if (raw.startsWith('=')) return false;
  if (kind === 'cycle') return /^(R\d*\/|@|[\d*][^()]*\s)/.test(raw);
  return !hasUnit && /^(P[\dT]|R\d*\/|\d{4}-)/.test(raw);
}

function isTime(kind: TimerPlan['kind'], raw: string, unit: TimerPlan['unit']): boolean {
  if (kind === 'date') return DATE.test(raw);
  return kind === 'duration' ? DURATION.test(raw) : parseCycle(raw, DEFAULT_ZONE, unit) !== undefined;
}
