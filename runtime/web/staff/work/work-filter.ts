import type { WorkQuery } from '../api/calls.js';
import type { WorkSort, WorkView } from '../api/types.js';

/** The views of the worklist, in the order they are offered. */
export const WORK_VIEWS: readonly WorkView[] = ['mine', 'groups', 'all'];

const SORTS: readonly WorkSort[] = ['timeLeft', 'createdAt'];

/** Reads view, order and search from the address, so that the back button and shared links work. */
export function filterIn(params: URLSearchParams): WorkQuery {
  const view = WORK_VIEWS.find((one) => one === params.get('view')) ?? 'mine';
  const sort = SORTS.find((one) => one === params.get('sort')) ?? 'timeLeft';
  return { view, sort, q: (params.get('q') ?? '').trim() };
}

/** The search part of an address for a filter; what is usual is left out. Begins with `?` or is empty. */
export function searchOf(filter: WorkQuery): string {
  const params = new URLSearchParams();
  if (filter.view !== 'mine') params.set('view', filter.view);
  if (filter.sort !== 'timeLeft') params.set('sort', filter.sort);
  if (filter.q !== '') params.set('q', filter.q);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The address of a task, or of the list alone, under a filter. */
export function workAddress(filter: WorkQuery, workItemId?: string): string {
  return `/work${workItemId === undefined ? '' : `/${encodeURIComponent(workItemId)}`}${searchOf(filter)}`;
}
