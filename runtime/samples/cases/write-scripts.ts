import { isObject, valueAt, withValueAt, type JsonObject, type JsonValue } from '../../../engine/index.js';
import { isStaff } from '../../access/row-scope.js';
import type { Packages } from '../../seams/packages.js';
import { createDice, type Dice } from '../dice.js';
import { FULL_SET } from '../full-set.js';
import type { Applicant, Applicants } from './applicants.js';
import { castOf, inCommunity, inEstate, ownRow, type EstateRows, type ScenarioTexts } from './casting.js';
import { firstDay, movedInstants } from './case-script.js';
import type { PlannedCase } from './case-plan.js';
import type { PlannedVote } from './plan-votes.js';
import type { CaseScript } from './play-cases.js';
import type { PracticeOffice } from './practice-office.js';
import { SERVICES, type SampleService } from './services.js';
import { adapted, monthsBetween, textsIn, type Adaptation } from './stand-ins.js';

const DAY_MS = 86_400_000;
/** Estates that may elect and meet: their conditions are fulfilled. */
const VOTING_STATUS = '未成立';
/** People of scenarios in whose place others apply. */
const EXCHANGED = new Set(['u-owner-wang', 'u-resident-li', 'u-family-he']);

/** Rows that the office has as it has them. */
const SHARED_ROWS = new Set(['shops', 'dibao-standards']);

/** What scripts are written with. */
export interface ScriptParts {
  readonly practice: PracticeOffice;
  readonly packages: Packages;
  readonly dice: Dice;
  readonly applicants: Applicants;
  /** Estates whose matters cases may be about; each is taken once. */
  readonly estates: readonly JsonObject[];
}

/** Writes the script of each planned case, with people, numbers and days of its own; votes come first to the estates. */
export async function writeScripts(
  parts: ScriptParts,
  planned: readonly (PlannedCase | PlannedVote)[],
): Promise<readonly CaseScript[]> {
  const { office } = parts.practice;
  const staff = new Set((await office.people.all()).filter(isStaff).map(({ userId }) => userId));
  const turns = { merchant: 0, resident: 0 };
  const estates = [...parts.estates];
  const scripts: CaseScript[] = [];
  for (const [serial, plan] of planned.entries()) {
    const texts = await textsOf(parts, plan);
    if (texts === undefined) continue;
    const service = SERVICES.find(({ key }) => key === plan.service);
    if (service === undefined) continue;
    const isVote = 'turn' in plan;
    const cast = isVote ? 'estate' : service.cast;
    const status = isVote ? VOTING_STATUS : service.estate;
    const mayApply = EXCHANGED.has(plan.scenario.start.actor);
    const list = cast === 'merchant' ? parts.applicants.merchants : parts.applicants.residents;
    const applicant =
      (cast === 'merchant' || cast === 'resident') && mayApply ? list[turns[cast]++ % list.length] : undefined;
    const at = estates.findIndex((row) => row['status'] === status);
    const vote = isVote ? { turn: plan.turn, dice: createDice(serial) } : undefined;
    const [chosen] = cast === 'estate' && at !== -1 ? estates.splice(at, 1) : [];
    if (cast === 'estate' && chosen === undefined) continue;
    const estate = chosen === undefined ? undefined : await withParts(parts, chosen);
    const neighbours = estate === undefined ? new Map<string, string>() : await neighboursFor(parts, texts, estate);
    const script = scriptOf(parts, { service, plan, texts, applicant, estate, neighbours, serial, staff });
    scripts.push(vote === undefined ? script : { ...script, vote });
  }
  return scripts;
}

async function withParts({ practice }: ScriptParts, estate: JsonObject): Promise<EstateRows> {
  const where = { estateId: String(estate['estateId']) };
  const { rows } = await practice.office.registers.find('parts', { where, limit: 500 });
  return { estate, parts: rows.map(({ values }) => values) };
}

async function textsOf({ practice, packages }: ScriptParts, plan: PlannedCase): Promise<ScenarioTexts | undefined> {
  const { scenario, service } = plan;
  const active = await packages.activePackage(service);
  if (active === undefined) return undefined;
  const closure = await packages.closure(active.hash);
  const file = [active, ...closure].map((one) => one.files[scenario.start.document]).find((one) => one !== undefined);
  let start = JSON.parse(file ?? '{}') as JsonValue;
  for (const [pointer, value] of Object.entries(scenario.start.set ?? {}))
    start = withValueAt(start, pointer, value === null ? undefined : value);
  return {
    start: isObject(start) ? start : {},
    rows: scenario.registers ?? {},
    steps: scenario.steps.map(({ document = {} }) => document),
    actors: scenario.steps.map(({ actor = '' }) => actor),
    starter: await practice.office.people.profile(scenario.start.actor),
  };
}

function scriptOf(
  { practice, dice, applicants }: ScriptParts,
  given: {
    readonly service: SampleService;
    readonly plan: PlannedCase;
    readonly texts: ScenarioTexts;
    readonly applicant: Applicant | undefined;
    readonly estate: EstateRows | undefined;
    readonly neighbours: ReadonlyMap<string, string>;
    readonly serial: number;
    readonly staff: ReadonlySet<string>;
  },
): CaseScript {
  const { plan, texts, applicant, estate, neighbours, serial, staff } = given;
  const { keepsDays = false, punctual: isPunctual = false } = given.service;
  const { scenario, service } = plan;
  const { calendar } = practice.office;
  const standIns = new Map([...neighbours, ...castOf(texts, { applicant, applicants, estate, serial })]);
  const from = firstDay(calendar, scenario);
  const days = Math.round((Date.parse(plan.day) - Date.parse(from)) / DAY_MS);
  const adaptation: Adaptation = keepsDays
    ? { standIns, days: 0, months: 0, from }
    : { standIns, days, months: monthsBetween(from, plan.day), from };
  const own = (document: JsonObject): JsonObject => adapted(document, adaptation) as JsonObject;
  const community = applicant?.shop === undefined ? undefined : applicant.community;
  const starter = standIns.get(scenario.start.actor) ?? scenario.start.actor;
  const rows = Object.entries(texts.rows).flatMap(([register, list]) =>
    SHARED_ROWS.has(register) ? [] : list.map((row) => ({ register, row: ownRow(own(row), standIns, community) })),
  );
  const instants = movedInstants(calendar, scenario, {
    days,
    dice,
    isPunctual,
    isStaff: (userId) => staff.has(userId),
  });
  return {
    service,
    name: plan.scenarioName,
    aim: plan.aim,
    serial,
    starter,
    numberThere: numberOf(plan, from),
    document: inEstate(inCommunity(own(texts.start), community), estate),
    instants: instants.slice(0, plan.steps + 1),
    steps: scenario.steps.slice(0, plan.steps).map((step) => ({
      act:
        step.do === 'message' ? 'message' : step.do === 'complete' && step.refused === undefined ? 'complete' : 'wait',
      task: step.task ?? '',
      message: step.message ?? '',
      actor: standIns.get(step.actor ?? '') ?? step.actor ?? starter,
      document: inOwnEstate(own(step.document ?? {}), estate),
    })),
    before: async () => {
      for (const { register, row } of rows)
        if ((await practice.office.registers.seed(register, [row])) === 0)
          throw new Error(`a row of ${register} is taken`);
    },
  };
}

const inOwnEstate = (document: JsonObject, estate: EstateRows | undefined): JsonObject => {
  const [form] = Object.entries(document);
  if (form === undefined || estate === undefined || !isObject(form[1]) || valueAt(form[1], '/estateId') === undefined)
    return document;
  return { ...document, [form[0]]: inEstate(form[1], estate) };
};

const USER = /^u-[a-z]+-[a-z]+$/;
const AT_COMMUNITY = /^(\/\d+\/[a-z]+)\/c\d\d/;

/** For people of the scenario who belong to a community: people of the same posts in the community of the estate, each with a log-in. */
async function neighboursFor(
  { practice, applicants }: ScriptParts,
  { start, steps, actors, starter }: ScenarioTexts,
  { estate }: EstateRows,
): Promise<ReadonlyMap<string, string>> {
  const { people, registers } = practice.office;
  const community = String(estate['community']);
  const found = new Map<string, string>();
  const named = [...actors, ...[starter, start, ...steps].flatMap(textsIn)].filter((text) => USER.test(text));
  for (const userId of new Set(named)) {
    const row = await people.profile(userId);
    const orgPath = String(row['orgPath']);
    const [, root] = AT_COMMUNITY.exec(orgPath) ?? [];
    if (root === undefined || orgPath.startsWith(`${root}/${community}`)) continue;
    const own = `${FULL_SET}${userId.slice(2)}-${community}`;
    found.set(userId, own);
    if ((await people.byId(own)) !== undefined) continue;
    const { uscc: _uscc, idNo, ...rest } = row;
    await registers.seed('people', [
      {
        ...rest,
        ...applicants.other(),
        userId: own,
        login: `${String(row['login'])}-${community}`,
        idNo: applicants.idNoLike(String(idNo)),
        orgPath: `${root}/${community}`,
        communities: [community],
      },
    ]);
  }
  return found;
}

/** The number a case has in its scenario: the first of its day. */
const numberOf = ({ scenario }: PlannedCase, from: string): string => {
  const known = /"([A-Z]{3,8}-\d{8}-00001)/.exec(JSON.stringify(scenario.steps))?.[1];
  return known?.includes(from.replaceAll('-', '')) === true ? known : `?-${from}`;
};
