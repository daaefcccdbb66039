import { cancel } from '../core/cancel.js';
import { record } from '../core/draft.js';
import { elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { need } from '../core/working.js';
import { finishLoop, startLoopInstance } from '../elements/loop-body.js';
import type { Scope } from '../model/state.js';

/** Cancels one instance of a loop with all in it; then the next one starts, or the loop is over when it was the last. */
export function dropLoopInstance(run: Run, { id: scopeId, elementId, parentId = '' }: Scope): void {
  cancel(run, { scopes: [scopeId] });
  record(run.draft, 'scopeClosed', elementId, { scopeId, completed: false });
  goOn(run, need(stateOf(run), 'scopes', parentId));
}

function goOn(run: Run, body: Scope): void {
  const element = elementOf(run.index, body.elementId);
  const { loop: counters } = body;
  if (element.loop === undefined || counters === undefined || counters.active > 0) return;
  const { items, started, total } = counters;
  if (items && started < total) {
    const next = { bodyId: body.id, loop: element.loop, item: items[started] ?? null, place: started };
    return startLoopInstance(run, element, next);
  }
  finishLoop(run, element, element.loop, body.id);
}
