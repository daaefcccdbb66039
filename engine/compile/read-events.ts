import type { EventPlan, MessagePlan, TimerPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { definitionsOf, reference } from './bpmn-model.js';
import { BPMN, YIZHAN } from './namespaces.js';
import { zeebeOf } from './read-extensions.js';
import { readUnit } from './read-limits.js';
import type { Reader } from './reader.js';
import { feelOf, refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf } from './xml-tree.js';

const DURATION = /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?(\[[\w/+-]+\])?)?$/;
const CYCLE = /^R\d*\/(?:([^/]+)\/)?(P[^/]+)$/;

/** What the event waits for or does; `checkEvents` has made sure that the trigger is executed at this position. */
export function readEvent(reader: Reader, node: FlowNode): EventPlan {
  const [definition] = definitionsOf(node);
  switch (definition?.local) {
    case 'timerEventDefinition':
      return { kind: 'timer', timer: readTimer(reader, node.id, definition) };
    case 'messageEventDefinition':
      return { kind: 'message', message: readMessage(reader, node, reference(definition, 'messageRef')) };
    case 'errorEventDefinition':
      return { kind: 'error', ...codeOf(reader, definition, 'errorRef', 'errorCode') };
    case 'escalationEventDefinition':
      return { kind: 'escalation', ...codeOf(reader, definition, 'escalationRef', 'escalationCode') };
    case 'compensateEventDefinition': {
      const activityId = reference(definition, 'activityRef');
      return { kind: 'compensation', ...(activityId === '' ? {} : { activityId }) };
    }
    case 'terminateEventDefinition':
      return { kind: 'terminate' };
    default:
      return { kind: 'none' };
  }
}

/** The message with this id. Everything that waits inside a running process needs a correlation key (`zeebe:subscription`). */
export function readMessage(reader: Reader, node: FlowNode, messageId: string): MessagePlan {
  const message = reader.model.roots.get(messageId);
  if (message?.local !== 'message') {
    refuse(
      reader,
      'event-reference',
      node.id,
      `messageRef 须指向消息：${messageId}`,
      `messageRef must name a message: ${messageId}`,
    );
    return { name: '' };
  }
  const name = attributeOf(message, 'name')?.trim() ?? '';
  if (name === '' || name.startsWith('=')) {
    refuse(reader, 'message-name', messageId, '消息须有固定的名称', 'A message needs a constant name');
  }
  const subscription = zeebeOf(message, 'subscription');
  const key = subscription && attributeOf(subscription, 'correlationKey');
  const opensProcess = node.type === 'startEvent' && node.container.kind === 'process';
  if (opensProcess) return { name };
  if (key === undefined) {
    const throwing = node.type === 'sendTask' || node.type === 'intermediateThrowEvent';
    if (!throwing)
      refuse(
        reader,
        'correlation-key',
        messageId,
        `消息 ${name} 缺少 correlationKey`,
        `The message ${name} has no correlationKey`,
      );
    return { name };
  }
  return { name, correlationKey: feelOf(reader, messageId, 'correlationKey', key) };
}

/** A timer: ISO 8601 text or FEEL, or with `yizhan:unit` FEEL that gives a number of units. */
function readTimer(reader: Reader, id: string, definition: XmlElement): TimerPlan {
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
  if (unit === undefined && (from !== undefined || endOf !== undefined)) {
    refuse(
      reader,
      'timer',
      id,
      'yizhan:from 和 yizhan:endOf 须与 yizhan:unit 同用',
      'yizhan:from and yizhan:endOf need yizhan:unit',
    );
  }
  if (unit !== undefined && kind !== 'duration') {
    refuse(reader, 'timer', id, 'yizhan:unit 只能用于 timeDuration', 'yizhan:unit is for timeDuration only');
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
  const iso = unit === undefined && !raw.startsWith('=') && /^(P[\dT]|R\d*\/|\d{4}-)/.test(raw);
  if (iso && !isIso(kind, raw))
    refuse(reader, 'timer', id, `不是有效的 ISO 8601 ${kind}：${raw}`, `Not an ISO 8601 ${kind}: ${raw}`);
  return {
    kind,
    value: iso ? { kind: 'constant', value: raw } : { kind: 'feel', source: feelOf(reader, id, 'timer', raw) },
    ...(unit === undefined ? {} : { unit: readUnit(reader, id, unit) }),
    ...(from === undefined ? {} : { from: feelOf(reader, id, 'yizhan:from', from) }),
    endOf: endOf === 'applicant' ? 'applicant' : 'office',
  };
}

function isIso(kind: TimerPlan['kind'], raw: string): boolean {
  if (kind === 'date') return DATE.test(raw);
  if (kind === 'duration') return DURATION.test(raw);
  const [, start, turn] = CYCLE.exec(raw) ?? [];
  return turn !== undefined && DURATION.test(turn) && (start === undefined || DATE.test(start));
}

function codeOf(
  reader: Reader,
  definition: XmlElement,
  attribute: string,
  code: 'errorCode' | 'escalationCode',
): Record<string, string> {
  const target = reader.model.roots.get(reference(definition, attribute));
  const value = target && attributeOf(target, code);
  if (target && value?.startsWith('=')) {
    refuse(reader, 'event-code', attributeOf(target, 'id') ?? '', `${code} 须为常量`, `The ${code} must be a constant`);
  }
  return value === undefined ? {} : { [code]: value };
}
