import { dateOf, mask, type Text } from '../../engine/index.js';
import { within } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { statusText, statusTextOf } from '../read/status-texts.js';
import type { CaseRecord } from '../seams/records.js';
import { CASES } from '../store/collections.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import type { CaseFactRecord } from './fact-records.js';
import { REFUSED } from './fact-records.js';
import { figuresOf, type RatingFact } from './figures.js';
import { gatherFacts } from './gather-facts.js';
import { factsOfMonth } from './month-cache.js';
import { ratingsBetween } from './rating-facts.js';
import type { FigureCases, FigureGroup, Statistics } from '../wire/statistics.js';

/** How figures are told apart. */
export const DIVISIONS = ['service', 'community', 'month', 'channel', 'window', 'handler'] as const;
export type Division = (typeof DIVISIONS)[number];

/** What is counted: cases received in these months (`2026-01`, both included), of one service, community, person where named. */
export interface StatisticsQuery {
  readonly from: string;
  readonly to: string;
  readonly by: Division;
  readonly service?: string | undefined;
  readonly community?: string | undefined;
  readonly handler?: string | undefined;
}

/** Who may see figures by person. */
const WATCHERS: ReadonlySet<string> = new Set(['supervisor', 'street-leader', 'approver']);
const CATCH_UP = 500;
const MOST_MONTHS = 36;

/** Figures within the person's places. Throws RequestProblem BAD_REQUEST for a period, FORBIDDEN for figures by person. */
export async function readStatistics(office: Office, user: SignedIn, query: StatisticsQuery): Promise<Statistics> {
  const { facts, isBehind } = await factsFor(office, user, query);
  const ratings = await ratingsBetween(office, query.from);
  const groups = new Map<string, CaseFactRecord[]>();
  for (const fact of facts) {
    for (const key of keysOf(fact, query.by)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [fact]);
      else members.push(fact);
    }
  }
  const lines: FigureGroup[] = [];
  for (const [key, members] of groups) {
    lines.push({ key, label: await labelOf(office, query.by, key, members[0]), figures: figuresOf(members, ratings) });
  }
  const communities = await communityNames(office);
  const places = [...new Set(facts.map(({ orgPath }) => communityOf(orgPath)))].sort();
  return {
    by: query.by,
    from: query.from,
    to: query.to,
    total: figuresOf(facts, ratings),
    groups: lines.sort(query.by === 'month' ? byKey : bySize),
    reasons: await reasonsOf(office, facts),
    services: servicesOf(facts),
    communities: places.map((key) => ({ key, title: communities.get(key) ?? STREET })),
    isBehind,
  };
}

/** Figures whose cases can be looked at. */
export const DRILLS = [
  'received',
  'inHand',
  'closed',
  'overdue',
  'late',
  'corrected',
  'rejected',
  'visited',
  'bad',
] as const;
export type Drill = (typeof DRILLS)[number];

/** The cases behind a figure of a line, newest first: one page, and where the next begins. */
export async function casesBehind(
  office: Office,
  user: SignedIn,
  query: StatisticsQuery & { readonly key: string | undefined; readonly drill: Drill; readonly skip: number },
): Promise<FigureCases> {
  const { facts } = await factsFor(office, user, query);
  const ratings = query.drill === 'bad' ? await ratingsBetween(office, query.from) : new Map<string, never>();
  const found = facts
    .filter((fact) => query.key === undefined || keysOf(fact, query.by).includes(query.key))
    .filter((fact) => isBehindFigure(fact, query.drill, ratings))
    .sort((a, b) => b.receivedAt - a.receivedAt);
  const page = found.slice(query.skip, query.skip + 50);
  const { records } = await office.store.find(CASES, { where: { _id: { in: page.map(({ _id }) => _id) } }, limit: 50 });
  const rows = new Map(records.map((row) => [row._id, row]));
  const next = query.skip + page.length;
  return {
    items: await Promise.all(
      page.map(async (fact) => ({
        caseId: fact._id,
        caseNumber: fact.caseNumber,
        title: fact.title,
        applicant: mask('name', rows.get(fact._id)?.applicantName ?? '') ?? '',
        statusText: await nameOfStatus(office, fact, rows.get(fact._id)),
        receivedOn: dateOf(office.calendar, fact.receivedAt),
        workingDays: fact.workingDays,
        corrections: fact.corrections,
        isRed: fact.isRed,
        isBlack: fact.isBlack,
      })),
    ),
    total: found.length,
    next: next < found.length ? next : null,
  };
}

/** By the version a case runs on; by the service's own one when the case itself is packed away. */
const nameOfStatus = async (office: Office, fact: CaseFactRecord, row: CaseRecord | undefined): Promise<Text> => {
  if (row !== undefined)
    return statusTextOf(office.packages, { packageHash: row.packageHash, caseStatus: fact.status });
  const active = await office.packages.activePackage(fact.service);
  return statusText(active === undefined ? [] : await office.packages.closure(active.hash), fact.status);
};

async function factsFor(
  office: Office,
  user: SignedIn,
  query: StatisticsQuery,
): Promise<{ readonly facts: readonly CaseFactRecord[]; readonly isBehind: boolean }> {
  const byPerson = query.by === 'handler' || query.by === 'window' || query.handler !== undefined;
  if (byPerson && !user.roles.some((role) => WATCHERS.has(role))) throw new RequestProblem('FORBIDDEN');
  const months = monthsBetween(query.from, query.to);
  const isBehind = !(await gatherFacts(office, CATCH_UP));
  const found: CaseFactRecord[] = [];
  for (const month of months) found.push(...(await factsOfMonth(office, month)));
  const facts = found.filter(
    (fact) =>
      within(fact.orgPath, user.orgPath) &&
      (query.service === undefined || fact.service === query.service) &&
      (query.community === undefined || communityOf(fact.orgPath) === query.community) &&
      (query.handler === undefined || fact.handlers.includes(query.handler)),
  );
  return { facts, isBehind };
}

function monthsBetween(from: string, to: string): readonly string[] {
  const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const [first, last] = [number(from), number(to)];
  if (first > last || last - first >= MOST_MONTHS) throw new RequestProblem('BAD_REQUEST');
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const month = first + index;
    return `${String(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

function keysOf(fact: CaseFactRecord, by: Division): readonly string[] {
  switch (by) {
    case 'service':
      return [fact.service];
    case 'community':
      return [communityOf(fact.orgPath)];
    case 'month':
      return [fact.month];
    case 'channel':
      return [fact.channel];
    case 'window':
      return fact.window === null ? [] : [fact.window];
    case 'handler':
      return fact.handlers;
  }
}

const STREET: Text = { zh: '街道本级', en: 'The subdistrict itself' };
const CHANNELS: Readonly<Record<string, Text>> = {
  online: { zh: '网上', en: 'Online' },
  window: { zh: '窗口', en: 'At the window' },
};

async function labelOf(office: Office, by: Division, key: string, sample: CaseFactRecord | undefined): Promise<Text> {
  const plain = { zh: key, en: key };
  if (by === 'service') return sample?.title ?? plain;
  if (by === 'community') return (await communityNames(office)).get(key) ?? STREET;
  if (by === 'channel') return CHANNELS[key] ?? plain;
  if (by === 'month') return plain;
  const name = await office.people.nameOf(key);
  return { zh: name, en: name };
}

/** The community of a place in the org tree; the office itself where the place is not in one. */
function communityOf(orgPath: string): string {
  return /\/(c\d+)(?:\/|$)/.exec(orgPath)?.[1] ?? '';
}

async function communityNames(office: Office): Promise<ReadonlyMap<string, Text>> {
  if (!office.registers.definitions().some(({ key }) => key === 'communities')) return new Map();
  const { rows } = await office.registers.find('communities', { limit: 200 });
  return new Map(
    rows.map(({ key, values }) => {
      const zh = typeof values['name'] === 'string' ? values['name'] : key;
      return [key, { zh, en: typeof values['nameEn'] === 'string' ? values['nameEn'] : zh }] as const;
    }),
  );
}

function servicesOf(facts: readonly CaseFactRecord[]): Statistics['services'] {
  const titles = new Map(facts.map(({ service, title }) => [service, title]));
  return [...titles].map(([key, title]) => ({ key, title })).sort(byKey);
}

async function reasonsOf(office: Office, facts: readonly CaseFactRecord[]): Promise<Statistics['reasons']> {
  const counts = new Map<string, { label: Text; n: number }>();
  for (const fact of facts) {
    const { status, reason, title } = fact;
    if (!REFUSED.has(status)) continue;
    const end = reason ?? (await nameOfStatus(office, fact, undefined));
    const label = { zh: `${title.zh}：${end.zh}`, en: `${title.en}: ${end.en}` };
    const known = counts.get(label.zh);
    if (known === undefined) counts.set(label.zh, { label, n: 1 });
    else known.n += 1;
  }
  return [...counts.values()].sort((a, b) => b.n - a.n).slice(0, 20);
}

function isBehindFigure(
  fact: CaseFactRecord,
  drill: Drill,
  ratings: ReadonlyMap<string, readonly RatingFact[]>,
): boolean {
  switch (drill) {
    case 'received':
      return true;
    case 'inHand':
      return fact.endedAt === null;
    case 'closed':
      return fact.endedAt !== null;
    case 'overdue':
      return fact.isRed;
    case 'late':
      return fact.isBlack;
    case 'corrected':
      return fact.corrections > 0;
    case 'rejected':
      return REFUSED.has(fact.status);
    case 'visited':
      return fact.hasVisited;
    case 'bad':
      return (ratings.get(fact.caseNumber) ?? []).some(({ level }) => level <= 2);
  }
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

function bySize(a: FigureGroup, b: FigureGroup): number {
  return b.figures.received - a.figures.received || byKey(a, b);
}
