import type { ImportContext, Subject } from './import-context.js';
import { note, plain, put, takeExtensions, zeebe } from './import-context.js';

/** Events of task listeners by their names there. */
const TASK_EVENTS: Readonly<Record<string, string>> = {
  create: 'creating',
  assignment: 'assigning',
  complete: 'completing',
};

/** Execution events as the dialect has them: start and boundary events have an end only, gateways a start. */
function executionEvent(local: string, event: string): string | undefined {
  if (event !== 'start' && event !== 'end') return undefined;
  if (local === 'startEvent' || local === 'boundaryEvent') return 'end';
  if (local === 'complexGateway' || (local.endsWith('Gateway') && event === 'end')) return undefined;
  return event;
}

/** Execution and task listeners become jobs named after their class, delegate or expression. Listeners of flows and scripts have no twin. */
export function translateListeners(context: ImportContext, { element, id }: Subject): void {
  for (const kind of ['executionListener', 'taskListener'] as const) {
    for (const listener of takeExtensions(element, kind)) {
      const place = { id, what: listener.name };
      const event = plain(listener, 'event') ?? '';
      const code = plain(listener, 'class') ?? plain(listener, 'delegateExpression') ?? plain(listener, 'expression');
      const eventType = kind === 'taskListener' ? TASK_EVENTS[event] : executionEvent(element.local, event);
      if (code === undefined || eventType === undefined || element.local === 'sequenceFlow') {
        note(context, 'lost', place, `监听器（${event}）无法翻译`, `The listener (${event}) has no twin`);
        continue;
      }
      const type = code.replace(/^[$#]\{|\}$/g, '');
      put(element, zeebe(context, `${kind}s`, {}, [zeebe(context, kind, { eventType, type })]));
      const zh = `已改为任务类型 ${type}：须有处理它的服务`;
      note(context, 'translated', place, zh, `It became the job type ${type}: something must do jobs of this type`);
    }
  }
}
