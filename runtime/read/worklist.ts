import { mask, type CalendarData, type Text } from '../../engine/index.js';
import { isStaff, placeScope } from '../access/row-scope.js';
import type { People } from '../access/people.js';
import type { SignedIn } from '../access/signed-in.js';
import type { Packages } from '../seams/packages.js';
import type { WorklistRow } from '../seams/records.js';
import type { Page, Store, Where } from '../seams/store.js';
import { WORKLIST } from '../store/collections.js';
import { lampView, type LampView } from './lamp-view.js';
import { statusTextOf } from './status-texts.js';

export type WorklistView = 'mine' | 'groups' | 'all';
export type WorklistSort = 'timeLeft' | 'createdAt';

/** One line of the worklist. Instants are ISO; the applicant's name is masked. */
export interface WorklistItem extends LampView {
  readonly workItemId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly serviceTitle: Text;
  readonly name: Text;
  readonly state: WorklistRow['state'];
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  readonly candidateGroups: readonly string[];
  readonly applicant: string;
  readonly createdAt: string;
  readonly status: string;
  readonly statusText: Text;
}

/** What the worklist reads from. */
export interface WorklistParts {
  readonly store: Store;
  readonly people: People;
  readonly packages: Packages;
  readonly calendar: CalendarData;
  readonly now: number;
}

/** Counts stop here: nobody works through more, and counting tens of thousands would hold up everybody. */
const MOST_COUNTED = 1000;

/** Rows of a view: what all of them have in common, and alternatives of which one holds. */
interface ViewRows {
  readonly where: Where;
  readonly any?: readonly Where[];
}

/** Which rows a view holds. `groups` are open items the person may take; `all` is what staff see of the office. */
function worklistRows(view: WorklistView, user: SignedIn): ViewRows {
  if (view === 'mine') return { where: { assignee: user.userId } };
  if (view === 'groups') {
    // What holds for all stands outside of the alternatives: there an index can be used.
    const any = [{ candidateUsers: { has: [user.userId] } }, { candidateGroups: { has: groupsOf(user) } }];
    return { where: { state: 'ready' }, any };
  }
  // An application of one's own beyond that place is nobody's work here: it stands in the portal.
  return isStaff(user) ? { where: {}, any: placeScope(user) } : { where: { assignee: user.userId } };
}

/** `role`, and `role@place` for every place at or above the person's. */
export function groupsOf(user: SignedIn): readonly string[] {
  const parts = user.orgPath.split('/').filter((part) => part !== '');
  const places = parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
  return user.roles.flatMap((role) => [role, ...places.map((place) => `${role}@${place}`)]);
}

/** One page of a view; counts end at 1,000, which then means: or more. `timeLeft` puts the nearest promised day first and items without a limit last. */
export async function readWorklist(
  parts: WorklistParts,
  user: SignedIn,
  query: {
    readonly view: WorklistView;
    readonly sort: WorklistSort;
    readonly search: string | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<{
  readonly items: readonly WorklistItem[];
  readonly nextCursor: string | null;
  readonly counts: Readonly<Record<WorklistView, number>>;
}> {
  const rows = worklistRows(query.view, user);
  const page =
    query.search === undefined || query.search.trim() === ''
      ? await pageOf(parts.store, rows, query)
      : { records: await parts.store.search(WORKLIST, { text: query.search, ...rows, limit: query.limit }) };
  const count = (view: WorklistView): Promise<number> => {
    const { where, any } = worklistRows(view, user);
    return parts.store.count(WORKLIST, where, any, MOST_COUNTED);
  };
  const [items, mine, groups, all] = await Promise.all([
    Promise.all(page.records.map((row) => itemOf(parts, row))),
    ...(['mine', 'groups', 'all'] as const).map(count),
  ]);
  return {
    items,
    nextCursor: page.nextCursor ?? null,
    counts: { mine: mine ?? 0, groups: groups ?? 0, all: all ?? 0 },
  };
}

/** The name of who holds the task; an applicant's is masked like everywhere in lists. */
async function assigneeName(parts: WorklistParts, row: WorklistRow): Promise<string | null> {
  if (row.assignee === undefined) return null;
  const name = await parts.people.nameOf(row.assignee);
  return row.assignee === row.applicantId ? mask('name', name) : name;
}

/** A row as people see it. */
export async function itemOf(parts: WorklistParts, row: WorklistRow): Promise<WorklistItem> {
  const service = await parts.packages.packageByHash(row.packageHash);
  return {
    workItemId: row._id,
    caseId: row.rootId,
    caseNumber: row.caseNumber,
    service: row.service,
    serviceTitle: service?.manifest.title ?? { zh: row.service, en: row.service },
    name: row.name,
    state: row.state,
    assignee: row.assignee ?? null,
    assigneeName: await assigneeName(parts, row),
    candidateGroups: row.candidateGroups,
    applicant: mask('name', row.applicantName ?? '') ?? '',
    createdAt: new Date(row.createdAt).toISOString(),
    status: row.caseStatus,
    statusText: await statusTextOf(parts.packages, row),
    ...lampView(row.limits, parts.calendar, parts.now),
  };
}

type Paged = Partial<Pick<Page<WorklistRow>, 'nextCursor'>> & { readonly records: readonly WorklistRow[] };

/** `timeLeft` runs in two stretches, `d` (with a promised day) and `n` (without), because absent values would sort first. */
async function pageOf(
  store: Store,
  rows: ViewRows,
  { sort, cursor, limit }: { readonly sort: WorklistSort; readonly cursor: string | undefined; readonly limit: number },
): Promise<Paged> {
  if (sort === 'createdAt') {
    return store.find(WORKLIST, {
      ...rows,
      sort: [{ field: 'createdAt' }],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
  }
  const inUndated = cursor?.startsWith('n:') === true;
  const inner = cursor === undefined || cursor.length <= 2 ? {} : { cursor: cursor.slice(2) };
  if (inUndated) return undated(store, rows, limit, inner);
  const dated = await store.find(WORKLIST, {
    ...rows,
    where: { ...rows.where, promisedDueAt: { gte: 0 } },
    sort: [{ field: 'promisedDueAt' }],
    limit,
    ...inner,
  });
  if (dated.nextCursor !== undefined) return { records: dated.records, nextCursor: `d:${dated.nextCursor}` };
  if (dated.records.length === limit) return { records: dated.records, nextCursor: 'n:' };
  const rest = await undated(store, rows, limit - dated.records.length, {});
  return { ...rest, records: [...dated.records, ...rest.records] };
}

async function undated(
  store: Store,
  rows: ViewRows,
  limit: number,
  inner: { readonly cursor?: string },
): Promise<Paged> {
  const page = await store.find(WORKLIST, {
    ...rows,
    where: { ...rows.where, promisedDueAt: null },
    sort: [{ field: 'createdAt' }],
    limit,
    ...inner,
  });
  return {
    records: page.records,
    ...(page.nextCursor === undefined ? {} : { nextCursor: `n:${page.nextCursor}` }),
  };
}
