import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { deadline, type LimitKind, type LimitUnit } from '../../engine/calendar/deadline.js';
import { receivedAt } from '../../engine/calendar/instants.js';
import { addWorkingDays } from '../../engine/calendar/working-days.js';
import { checkFormat, type FormatName } from '../../engine/form/formats.js';
import type { CalendarData, JsonObject, JsonValue, Scenario } from '../../engine/index.js';
import { stepInstant } from '../../engine/simulate/scenario-clock.js';
import { officeCalendar } from '../../runtime/packages/compile-folder.js';
import type { Packages } from '../../runtime/seams/packages.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { liveOffice, shippedPackages, type LiveOffice } from '../runtime/kit/live-office.js';

/** The numbers of the worked examples, by heart: the data files may grow, but they must hold these. `what` is what the example says. */
const REQUIRED: readonly { readonly id: string; readonly what: string; readonly holds: JsonObject }[] = [
  {
    id: 'C1',
    what: 'received on the next working day',
    holds: { submitted: '2026-02-12T18:10:00+08:00', received: '2026-02-13T09:00:00+08:00' },
  },
  {
    id: 'C1',
    what: 'deemed accepted after five working days',
    holds: { from: '2026-02-13T09:00:00+08:00', amount: 5, unit: 'wd', dueDate: '2026-02-27' },
  },
  {
    id: 'C1',
    what: 'decision due',
    holds: { from: '2026-02-13T09:00:00+08:00', amount: 10, unit: 'wd', dueDate: '2026-03-05' },
  },
  {
    id: 'C1',
    what: 'decision due with an extension',
    holds: { from: '2026-02-13T09:00:00+08:00', amount: 15, unit: 'wd', dueDate: '2026-03-12' },
  },
  {
    id: 'C2',
    what: 'T0 is the resubmission',
    holds: { submitted: '2026-05-08T10:00:00+08:00', received: '2026-05-08T10:00:00+08:00' },
  },
  {
    id: 'C2',
    what: 'promised',
    holds: { from: '2026-05-08T10:00:00+08:00', amount: 5, unit: 'wd', dueDate: '2026-05-14' },
  },
  {
    id: 'C2',
    what: 'legal',
    holds: { from: '2026-05-08T10:00:00+08:00', amount: 10, unit: 'wd', dueDate: '2026-05-21' },
  },
  { id: 'C3', what: 'the window opens', holds: { from: '2026-12-31', amount: -90, expected: '2026-08-21' } },
  { id: 'C3', what: 'the last timely day', holds: { from: '2026-12-31', amount: -15, expected: '2026-12-10' } },
  { id: '3.2-1', what: '10 wd after 2025-09-26', holds: { from: '2025-09-26', amount: 10, expected: '2025-10-16' } },
  { id: '3.2-2', what: '5 wd after 2026-02-12', holds: { from: '2026-02-12', amount: 5, expected: '2026-02-26' } },
  { id: '3.2-3', what: '10 wd after 2026-09-18', holds: { from: '2026-09-18', amount: 10, expected: '2026-10-09' } },
  { id: '3.2-4', what: '5 wd after 2026-04-30', holds: { from: '2026-04-30', amount: 5, expected: '2026-05-11' } },
  { id: 'N1', what: 'wrong check digit', holds: { format: 'id-no', value: '37030319650312002X', zh: '校验码错误' } },
  { id: 'N2', what: 'no such day', holds: { format: 'id-no', value: '370303196502300027', zh: '日期错误' } },
  {
    id: 'N3',
    what: 'wrong check digit',
    holds: { format: 'food-licence-no', value: 'JY23703030000016', zh: '校验码错误' },
  },
  {
    id: 'N4',
    what: 'no such kind',
    holds: { format: 'food-licence-no', value: 'JY43703030000015', zh: '主体业态代码错误' },
  },
  { id: 'N5', what: 'the letter O', holds: { format: 'uscc', value: '92370303MA3CO00115', zh: '字符错误' } },
  ...(
    [
      ['id-no', '370303196503120028'],
      ['id-no', '370303199001011239'],
      ['uscc', '92370303MA3C000115'],
      ['uscc', '12370303MB2A000114'],
      ['uscc', '91110108MA018FG04E'],
      ['food-licence-no', 'JY23703030000015'],
      ['food-licence-no', 'JY13703030000019'],
      ['filing-no', 'YB23703030000015'],
    ] as const
  ).map(([format, value]) => ({ id: '3.1', what: `${format} ${value} is right`, holds: { format, value } })),
];

interface Attempt {
  readonly do: 'claim' | 'complete';
  readonly task: string;
  readonly actor: string;
  readonly document?: JsonObject;
}

interface Separation {
  readonly service: string;
  readonly scenario: string;
  readonly separation: readonly {
    readonly id: string;
    readonly note: string;
    readonly roles: Readonly<Record<string, readonly string[]>>;
    readonly before: string;
    readonly try: Attempt;
    readonly refused: string;
    readonly instead: Attempt;
  }[];
}

const read = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../examples/${name}.json`, import.meta.url), 'utf8')) as JsonObject;
const entriesOf = (file: JsonObject): readonly JsonObject[] =>
  Object.values(file).flatMap((list) => (Array.isArray(list) ? (list as readonly JsonObject[]) : []));
const calendarFile = read('calendar');
const validators = read('validators');
const kept = [...entriesOf(calendarFile), ...entriesOf(validators)];
const holds = (entry: JsonObject, members: JsonObject): boolean =>
  Object.entries(members).every(([key, value]) => entry[key] === value);
const find = (id: string, members: JsonObject): JsonObject | undefined =>
  kept.find((entry) => entry['id'] === id && holds(entry, members));

describe('worked examples, each from its data file', () => {
  let packages: Packages;
  let calendar: CalendarData;
  beforeAll(async () => {
    packages = await shippedPackages('food-license-new');
    const active = await packages.activePackage('food-license-new');
    calendar = officeCalendar(await packages.closure(active?.hash ?? ''));
  }, 60_000);

  test.each(REQUIRED)('$id: $what', ({ id, holds: members }) => {
    const entry = find(id, members);
    expect({ id, members, kept: entry !== undefined }).toEqual({ id, members, kept: true });
    expect(outcome(calendar, members)).toEqual(promise(members));
  });

  test.each(['C1', 'C2', 'S1', 'S2'])('%s is also a scenario of the shipped package', async (id) => {
    const active = await packages.activePackage('food-license-new');
    const covers = [...(active?.scenarios.values() ?? [])].map((one) => String(one['covers']));
    expect(covers.filter((text) => new RegExp(`domain 23 ${id}\\b`).test(text)).length).toBeGreaterThan(0);
  });

  const { service, scenario: name, separation } = read('separation') as unknown as Separation;

  test('the data name S1 and S2', () => {
    expect(separation.map((one) => one.id)).toEqual(['S1', 'S2']);
  });

  test.each(separation)('$id: $note', async ({ roles, before, try: wrong, refused, instead }) => {
    const active = await packages.activePackage(service);
    const shipped = active?.scenarios.get(name) as unknown as Scenario;
    const scenario: Scenario = { ...shipped, registers: { people: await peopleWith(packages, roles) } };
    const office = await liveOffice(createMemoryStore(), packages, service, scenario);
    expect(await office.start()).toBeUndefined();
    for (const step of scenario.steps) {
      await office.advanceTo(stepInstant(calendar, office.clock.now(), step.at) ?? Number.NaN);
      if (step.task === before) break;
      const done = {
        do: 'complete',
        task: step.task ?? '',
        actor: step.actor ?? '',
        document: step.document ?? {},
      } as const;
      expect([step.task, await attempt(office, done)]).toEqual([step.task, undefined]);
    }
    expect(await attempt(office, wrong)).toBe(refused);
    expect(await attempt(office, instead)).toBeUndefined();
    expect(office.errors).toEqual([]);
  });
});

const attempt = (office: LiveOffice, { do: act, task, actor, document = {} }: Attempt): Promise<string | undefined> =>
  act === 'claim' ? office.act('claim', task, actor) : office.complete(task, actor, document);

/** The shipped people, some with other roles: an account that would be forbidden, to see the engine refuse and not only the office. */
async function peopleWith(
  packages: Packages,
  roles: Readonly<Record<string, readonly string[]>>,
): Promise<readonly JsonObject[]> {
  const common = await packages.activePackage('common');
  return (common?.samples.get('people') ?? []).map((row) => {
    const other = roles[String(row['userId'])];
    return other === undefined ? row : { ...row, roles: [...other] };
  });
}

/** What our functions say about an example. */
function outcome(calendar: CalendarData, example: JsonObject): JsonValue {
  const { submitted, from, amount, unit, kind, format, value } = example;
  if (typeof submitted === 'string') return receivedAt(calendar, Date.parse(submitted));
  if (typeof format === 'string')
    return checkFormat(format as FormatName, String(value), { today: '2026-03-02' })?.zh ?? 'right';
  if (typeof unit === 'string') {
    const due = deadline({
      cal: calendar,
      from: Date.parse(String(from)),
      amount: Number(amount),
      unit: unit as LimitUnit,
      kind: (kind ?? 'office') as LimitKind,
    });
    return due.dueDate;
  }
  return addWorkingDays(calendar, String(from), Number(amount));
}

/** What the example promises. */
function promise(example: JsonObject): JsonValue {
  const { received, dueDate, expected, format, zh } = example;
  if (typeof format === 'string') return zh ?? 'right';
  return typeof received === 'string' ? Date.parse(received) : (dueDate ?? expected ?? null);
}
