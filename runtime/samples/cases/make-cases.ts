import { dateOf, type JsonObject, type Scenario } from '../../../engine/index.js';
import { INCIDENTS } from '../../store/collections.js';
import { dayAfter } from '../dates.js';
import { createDice } from '../dice.js';
import { createApplicants } from './applicants.js';
import type { RowRevisions } from './carry-over.js';
import { planCases } from './case-plan.js';
import { playCases, type CaseScript, type Missed } from './play-cases.js';
import { planVotes } from './plan-votes.js';
import { openPracticeOffice, type PracticeOffice, type SampleTarget } from './practice-office.js';
import { SERVICES } from './services.js';
import { writeScripts } from './write-scripts.js';

/** How many cases, up to which instant (ms since the epoch), and who hears how far it is. */
export interface CaseOrder {
  readonly count: number;
  readonly now: number;
  /** Whether owners vote, too; true when absent. */
  readonly votes?: boolean;
  /** Only these services; all when absent. */
  readonly services?: readonly string[];
  readonly tell?: (done: number, total: number) => void | Promise<void>;
}

/** An office that has done the ordered cases, and what could not be done as it was planned. */
export interface MadeCases {
  readonly practice: PracticeOffice;
  readonly rows: RowRevisions;
  readonly scripts: readonly CaseScript[];
  readonly missed: readonly Missed[];
}

const SEED = 20_260_101;
const YEARS_BACK = 731;
const COMMUNITY = 'c01';
/** The first estates stand in the small set, and are the scenarios' own. */
const SHIPPED_ESTATES = 4;

/** Makes cases of two years in an office of its own; nothing is written to the target but the numbers that are drawn. */
export async function makeCases(target: SampleTarget, order: CaseOrder): Promise<MadeCases> {
  const practice = await openPracticeOffice(target, order.now - YEARS_BACK * 86_400_000);
  const { office } = practice;
  const dice = createDice(SEED);
  const today = dateOf(office.calendar, order.now);
  const scenarios = await scenariosOf(practice, order.services);
  const plan = planCases({ dice, calendar: office.calendar, today, count: order.count, scenarios });
  const communities = (await office.registers.find('communities', { limit: 100 })).rows.map(({ key }) => key);
  const applicants = await createApplicants(office.registers, {
    dice,
    today: dayAfter(today, -YEARS_BACK),
    communities,
    merchants: Math.min(160, order.count),
    residents: Math.min(80, order.count),
  });
  for (const list of [applicants.merchants, applicants.residents])
    await office.registers.seed(
      'people',
      list.map(({ row }) => row),
    );
  const estates = await estatesOf(practice);
  const votes = order.votes === false ? [] : planVotes(scenarios, { calendar: office.calendar, today });
  const parts = { practice, packages: office.packages, dice, applicants, estates };
  const scripts = await writeScripts(parts, [...votes, ...plan]);
  const missed = await playCases(practice, scripts, {
    until: order.now,
    tell: order.tell ?? (() => undefined),
  });
  return { practice, rows: practice.rows, scripts, missed };
}

async function scenariosOf(
  { office }: PracticeOffice,
  only: readonly string[] | undefined,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Scenario>>> {
  const found = new Map<string, ReadonlyMap<string, Scenario>>();
  for (const { key } of SERVICES) {
    if (only?.includes(key) === false) continue;
    const active = await office.packages.activePackage(key);
    if (active !== undefined) found.set(key, active.scenarios as unknown as ReadonlyMap<string, Scenario>);
  }
  return found;
}

/** Generated estates, those where the people of scenarios work first. */
async function estatesOf({ office }: PracticeOffice): Promise<readonly JsonObject[]> {
  const { registers } = office;
  if (!registers.definitions().some(({ key }) => key === 'estates')) return [];
  const { rows } = await registers.find('estates', { limit: 100 });
  const isNear = (estate: JsonObject): number => Number(estate['community'] === COMMUNITY);
  return rows
    .map(({ values }) => values)
    .filter(({ estateId }) => Number(String(estateId).slice(1)) > SHIPPED_ESTATES)
    .sort((a, b) => isNear(b) - isNear(a));
}

/** Root instances that have an incident, in a practice office. */
export async function troubledCases({ store }: PracticeOffice): Promise<readonly string[]> {
  const { records } = await store.find(INCIDENTS, { limit: 1000 });
  return [...new Set(records.map(({ rootId }) => rootId))];
}
