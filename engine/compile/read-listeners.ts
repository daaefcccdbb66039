import type { ElementPlan, EventPlan, ListenerEventType, ListenerPlan, ProcessPlan } from '../model/plan.js';
import type { Text } from '../model/text.js';
import { ZEEBE } from './namespaces.js';
import { DEFAULT_RETRIES, readJobType, readRetries } from './read-job.js';
import { zeebeOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { refuse } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

const EXECUTION: readonly string[] = ['start', 'end'] satisfies ListenerEventType[];
const TASK: readonly string[] = ['creating', 'assigning', 'completing'] satisfies ListenerEventType[];

/** Moments that Zeebe knows and we do not ask listeners at. */
const NOT_ASKED: Readonly<Record<string, Text>> = {
  updating: {
    zh: '办理期限、优先级与候选人的变更立即生效，不等待监听器',
    en: 'changes of due dates, priorities and candidates take effect at once and wait for no listener',
  },
  canceling: {
    zh: '取消不等待任何作业，请改用中断边界事件之后的任务',
    en: 'a cancellation waits for no job; put a task behind the interrupting event instead',
  },
};

/**
 * `zeebe:executionListeners` and `zeebe:taskListeners` in their order. Problems: `listener-event` for an unknown event type or one that is
 * not asked about, `job-type`, `retries`.
 */
export function readListeners(
  reader: Reader,
  id: string,
  element: XmlElement,
): { readonly listeners?: readonly ListenerPlan[] } {
  const execution = read(reader, id, element, { kind: 'executionListener', known: EXECUTION });
  const listeners = [...execution, ...read(reader, id, element, { kind: 'taskListener', known: TASK })];
  return listeners.length === 0 ? {} : { listeners };
}

function read(
  reader: Reader,
  id: string,
  element: XmlElement,
  { kind, known }: { readonly kind: string; readonly known: readonly string[] },
): readonly ListenerPlan[] {
  const holder = zeebeOf(element, `${kind}s`);
  return (holder ? childrenOf(holder, ZEEBE, kind) : []).map((listener) => {
    const eventType = attributeOf(listener, 'eventType') ?? '';
    if (!known.includes(eventType)) {
      const why = Object.hasOwn(NOT_ASKED, eventType) ? NOT_ASKED[eventType] : undefined;
      const zh = why
        ? `不执行 ${eventType} 监听器：${why.zh}`
        : `监听器的 eventType 须为 ${known.join('、')}：${eventType}`;
      const en = why
        ? `A listener of ${eventType} is not executed: ${why.en}`
        : `The eventType of a listener must be ${known.join(', ')}: ${eventType}`;
      refuse(reader, 'listener-event', id, zh, en);
    }
    return {
      eventType: eventType as ListenerEventType,
      jobType: readJobType(reader, id, listener),
      retries: readRetries(reader, id, attributeOf(listener, 'retries') ?? String(DEFAULT_RETRIES)),
    };
  });
}

/** Refuses listeners at elements that have no such moment (`listener-place`); each Problem says where to put them instead. */
export function checkListeners(reader: Reader, plan: ProcessPlan): void {
  for (const element of Object.values(plan.elements)) {
    for (const { eventType } of element.listeners ?? []) {
      const why = whyNot(element, eventType);
      if (why) refuse(reader, 'listener-place', element.id, why.zh, why.en);
    }
  }
  const own = Object.values(plan.elements).filter(({ parentId }) => parentId === undefined);
  const asks = (wanted: ListenerEventType): boolean =>
    plan.listeners?.some(({ eventType }) => eventType === wanted) === true;
  if (asks('start') && !own.every(isOrdinary)) {
    const zh = '流程的 start 监听器要求流程由开始事件开始';
    refuse(
      reader,
      'listener-place',
      plan.processId,
      zh,
      'Start listeners of a process need a start event to begin with',
    );
  }
  if (asks('end') && own.some(({ type }) => type === 'complexGateway')) {
    const zh = '含复杂网关的流程不执行流程的 end 监听器：其复位可能就是流程的终点';
    const en = 'End listeners of a process are not executed with a complex gateway in it: its reset may be the end';
    refuse(reader, 'listener-place', plan.processId, zh, en);
  }
}

/** Whether a process can never begin at this element, unless it is a start event. */
function isOrdinary(element: ElementPlan): boolean {
  if (element.type === 'startEvent' || element.type === 'boundaryEvent' || element.incoming.length > 0) {
    return element.type !== 'receiveTask' || element.instantiate !== true;
  }
  if (element.type === 'intermediateCatchEvent') return element.event.kind === 'link';
  return element.isForCompensation || (element.type === 'subProcess' && element.triggeredByEvent);
}

function whyNot(element: ElementPlan, eventType: ListenerEventType): Text | undefined {
  const { type } = element;
  if (type === 'complexGateway') {
    return { zh: '复杂网关不执行监听器', en: 'Listeners of a complex gateway are not executed' };
  }
  if (eventType === 'start') return whyNotStart(element);
  if (eventType !== 'end') {
    const isApproval = type === 'userTask' && element.policy !== undefined;
    if (!isApproval || eventType === 'creating') return undefined;
    return {
      zh: `会签任务不执行 ${eventType} 监听器：多人办理时没有唯一的一刻`,
      en: `A listener of ${eventType} is not executed where several people decide: there is no one moment of it`,
    };
  }
  if (type.endsWith('Gateway')) {
    return { zh: '网关没有 end 时刻，请改用 start', en: 'A gateway has no end to listen to; use start' };
  }
  if (type === 'endEvent' && endsAtOnce(element.event)) {
    return { zh: '此结束事件立即结束，请改用 start', en: 'This end event ends at once; use start' };
  }
  return undefined;
}

function whyNotStart(element: ElementPlan): Text | undefined {
  const { type } = element;
  if (type === 'startEvent' || type === 'boundaryEvent') {
    return {
      zh: '开始事件与边界事件没有 start 时刻，请改用 end',
      en: 'A start or boundary event has no start to listen to; use end',
    };
  }
  if (type === 'subProcess' && element.triggeredByEvent) {
    return {
      zh: '事件子流程的监听器请写在其开始事件上',
      en: 'Put the listener on the start event of the event sub-process',
    };
  }
  if (type === 'eventBasedGateway' && element.instantiate) {
    return {
      zh: '启动流程的事件网关没有 start 时刻',
      en: 'A gateway that starts the process has no start to listen to',
    };
  }
  return undefined;
}

/** Its token is gone as soon as it has thrown. */
function endsAtOnce(event: EventPlan): boolean {
  if (event.kind === 'multiple') return event.events.some(endsAtOnce);
  return event.kind === 'error' || event.kind === 'terminate' || event.kind === 'cancel';
}
