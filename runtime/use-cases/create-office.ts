import {
  compilePackage,
  DEFAULT_ZONE,
  isoInstant,
  linkPackage,
  transition,
  type CalendarData,
  type CompiledPackage,
  type JsonObject,
} from '../../engine/index.js';
import { createAccounts } from '../access/accounts.js';
import { createArchiveSweep } from '../archive/archive-sweep.js';
import { createBoardSweep } from '../board/board-sweep.js';
import { createAudit } from '../access/audit.js';
import { createPeople } from '../access/people.js';
import { createSealing } from '../access/sealing.js';
import { createFactSweep } from '../statistics/fact-sweep.js';
import type { KeyRing } from '../access/sealing-keys.js';
import { createSessions } from '../access/sessions.js';
import { createBatchWorker, type BatchWorker } from '../batches/batch-worker.js';
import { tellBatch } from '../batches/tell-batch.js';
import { createWorkers } from '../access/workers.js';
import { createOfficeCalendar } from '../calendar/office-calendar.js';
import { createConfiguration } from '../config/create-configuration.js';
import { createPdfRenderer } from '../documents/pdf-renderer.js';
import type { Signer } from '../documents/signer.js';
import { createFeedHub } from '../events/feed-hub.js';
import { createFeedStamps } from '../events/feed-stamps.js';
import { createStoreNotifier } from '../notices/store-notifier.js';
import { officeCalendar } from '../packages/compile-folder.js';
import { createPackages } from '../packages/create-packages.js';
import { deployFolder, type DeployedFolder } from '../packages/deploy-folder.js';
import { createScenarioJudge } from '../packages/judge-scenarios.js';
import { readVerdicts } from '../packages/verdicts.js';
import { takeActiveRegisters, takeRegisters } from '../packages/take-registers.js';
import { createRowWatch } from '../starts/row-watch.js';
import { takeAllStarts, takeStarts } from '../starts/take-starts.js';
import { createBallotBox } from '../votes/ballot-box.js';
import { createDeliveries } from '../votes/deliveries.js';
import { createPaperBallots } from '../votes/paper-ballots.js';
import { createProxies } from '../votes/proxies.js';
import { createRegisters } from '../registers/create-registers.js';
import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { Files } from '../seams/files.js';
import type { IdSource } from '../seams/id-source.js';
import type { Meter } from '../seams/meter.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import type { Store } from '../seams/store.js';
import { createAjvValidator, schemaFault } from '../validation/ajv-validator.js';
import { checkFormSchema, createCheckJson } from '../validation/check-json.js';
import { withBackground } from './background.js';
import { createCreations } from './create-creations.js';
import { createProcessHost, type ProcessHost } from './create-process-host.js';
import { meteredCommands } from './metered-commands.js';
import { jobHandlers } from './job-handlers.js';
import { DEMO_PASSWORD } from './log-in.js';
import type { Mode, Office } from './office.js';
import { createOpening } from './opening.js';
import { createRestoredGate } from './restored-gate.js';
import { createSealedNames } from './sealed-names.js';
import { dayAt } from './vote-views.js';

const ARCHIVE_AFTER_MS = 90 * 24 * 3_600_000;

/** The adapters and settings an office is made from. `definitions` is the folder of shipped packages. */
export interface OfficeParts {
  readonly mode: Mode;
  readonly publicUrl: string;
  readonly orgRoot: string;
  readonly issuedBy: string;
  readonly definitions: string;
  /** Names of the shipped packages to deploy, with what they require; all when absent. Tests of other things name what they need. */
  readonly shipped?: readonly string[];
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly files: Files;
  readonly keys: KeyRing;
  readonly signer: Signer;
  readonly faults: Faults;
  readonly log: Log;
  /** Hears of commands that come and go; nobody does when absent. */
  readonly meter?: Meter;
  /** How long a job is leased; the host's default when absent. */
  readonly leaseMs?: number;
  /** Cases that ended so long ago are packed away; 0: never; 90 days when absent. */
  readonly archiveAfterMs?: number;
  /** Whether scenarios are run before a package is stored; true when absent. Tests of other things leave it out. */
  readonly judged?: boolean;
}

/** A running office: what use cases reach, the process host behind it, and what became of the shipped packages. */
export interface RunningOffice {
  readonly office: Office;
  readonly host: ProcessHost;
  readonly deployed: DeployedFolder;
}

/**
 * Wires the office together: deploys the shipped packages, takes their registers, seeds sample rows and accounts in demo mode. The job
 * loop is not started: `host.start()` does that. Throws PACKAGE_BROKEN, STORE_UNAVAILABLE, or an Error when no package ships a calendar.
 */
export async function createOffice(given: OfficeParts): Promise<RunningOffice> {
  const gate = createRestoredGate(given.store, given.clock);
  const parts = { ...given, ...gate };
  const { store, clock, ids, log, mode } = parts;
  const sealing = createSealing(parts.keys);
  const validate = createAjvValidator({ today: () => isoInstant(DEFAULT_ZONE, clock.now()).slice(0, 10) });
  const registers = createRegisters({ store, clock, sealing, validate, schemaFault, orgRoot: parts.orgRoot });
  const samples = mode === 'demo';
  const officeCalendars = createOfficeCalendar({ store, clock });
  const packages = createPackages({
    calendar: () => officeCalendars.current(),
    store,
    clock,
    compile: compilePackage,
    link: linkPackage,
    checkJson: createCheckJson(`${parts.definitions}/schema`),
    checkFormSchema,
    verdicts: readVerdicts(parts.definitions),
    ...(parts.judged === false ? {} : { judge: createScenarioJudge(linkPackage, validate) }),
    activated: async (closure) => {
      await takeRegisters(registers, closure, samples);
      const active = closure.at(-1);
      if (active === undefined) return;
      await takeStarts({ store, clock, packages }, active.key);
      const [own] = active.calendars;
      const note = `${active.key} ${active.version}`;
      if (own !== undefined) await officeCalendars.take({ data: own, by: 'system', note });
    },
  });
  const opening = createOpening({ clock, log });
  let deployed: DeployedFolder = { versions: [], problems: [] };
  await opening.step('packages', async () => {
    deployed = await deployFolder(packages, parts.definitions, parts.shipped);
  });
  await opening.step('registers', () => takeActiveRegisters(packages, registers, samples));
  await opening.step('starts', () => takeAllStarts({ store, clock, packages }));
  const shipped = await activeCalendar(packages);
  await opening.step('calendar', async () => {
    if ((await officeCalendars.current()) === undefined)
      await officeCalendars.take({ data: shipped, by: 'system', note: 'shipped' });
  });
  const calendar = (await officeCalendars.current())?.data ?? shipped;
  const names = createSealedNames(packages);
  const creations = createCreations({ store, clock, sealing, names });
  const feed = createFeedHub({ store, clock, log, stamps: createFeedStamps({ writer: ids.ulid(), clock }) });
  await opening.step('feed', feed.join);
  const notifier = createStoreNotifier({ store, clock, tell: feed.tell });
  const renderer = createPdfRenderer(calendar);
  const people = createPeople(registers);
  const late: { host?: ProcessHost; batches?: BatchWorker } = {};
  const commands = () => {
    if (late.host === undefined) throw new Error('the process host is not made yet');
    return late.host.commands;
  };
  const ballots = createBallotBox({ store, clock, sealing, signer: parts.signer });
  const paperBallots = createPaperBallots({ store, clock, sealing, box: ballots });
  const deliveries = createDeliveries({ box: ballots, clock });
  const proxies = createProxies({ store, clock, sealing, box: ballots, dayOf: dayAt });
  const handlers = jobHandlers({
    ...parts,
    packages,
    registers,
    ballots,
    deliveries,
    creations,
    renderer,
    notifier,
    sealing,
    calendar,
    commands,
    sealedNames: (hash) => names.forHash(hash),
  });
  const configuration = createConfiguration(store, clock);
  const configFor = async (hash: string): Promise<JsonObject> =>
    configuration.configFor(await packages.closure(hash), clock.now());
  const host = createProcessHost({ ...parts, packages, sealing, transition, handlers, feed: feed.stamps, configFor });
  late.host = host;
  const accounts = createAccounts({ store, clock });
  const waiting = mode === 'office' && (await accounts.none());
  const office: Office = {
    ...parts,
    setUpToken: waiting ? ids.token(24) : null,
    commands: parts.meter === undefined ? host.commands : meteredCommands(host.commands, parts.meter),
    messages: host.messages,
    outside: host.outside,
    workers: createWorkers({ store, clock, ids }),
    creations,
    packages,
    registers,
    configuration,
    calendars: officeCalendars,
    sealing,
    ballots,
    paperBallots,
    deliveries,
    proxies,
    renderer,
    notifier,
    people,
    accounts,
    sessions: createSessions({ store, clock, ids, people }),
    audit: createAudit({ store, clock }),
    batches: { wake: () => late.batches?.wake() },
    feed,
    get calendar() {
      return officeCalendars.latest() ?? calendar;
    },
    validate,
    log,
  };
  if (samples) await opening.step('accounts', () => seedAccounts(office));
  const batches = createBatchWorker({ office, owner: ids.ulid(), changed: (batchId) => tellBatch(office, batchId) });
  late.batches = batches;
  const { archiveAfterMs = ARCHIVE_AFTER_MS } = parts;
  const archive = archiveAfterMs === 0 ? [] : [createArchiveSweep({ store, clock, log, afterMs: archiveAfterMs })];
  return {
    office,
    host: withBackground(host, [
      opening.later,
      feed,
      batches,
      createBoardSweep(office),
      createFactSweep(office),
      createRowWatch(office),
      ...archive,
    ]),
    deployed,
  };
}

async function activeCalendar(packages: Packages): Promise<CalendarData> {
  const active: CompiledPackage[] = [];
  for (const key of await packages.activeKeys()) {
    const one = await packages.activePackage(key);
    if (one !== undefined) active.push(one);
  }
  return officeCalendar(active);
}

/** One account for each sample person, all with the same password that everybody knows. */
async function seedAccounts(office: Office): Promise<void> {
  if (!office.registers.definitions().some((definition) => definition.key === 'people')) return;
  const people = (await office.people.all()).filter((person) => person.login !== '');
  await office.accounts.seed(people, DEMO_PASSWORD);
}
