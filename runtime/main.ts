import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { loadKeyRing, type KeyRing } from './access/sealing-keys.js';
import { createDiskFiles } from './documents/disk-files.js';
import { loadSigner, type Signer } from './documents/signer.js';
import { createApp, officeStreams } from './http/create-app.js';
import { createMeter } from './http/metrics.js';
import { listen } from './http/listen.js';
import { startingUp } from './http/starting-up.js';
import { openEmbeddedStore } from './store/embedded/open-embedded-store.js';
import { meteredStore } from './store/metered-store.js';
import { readOnlyWhen } from './store/read-only-when.js';
import { announce, sentenceFor, tell } from './system/announce.js';
import { openDataFolder, type DataFolder } from './system/data-folder.js';
import { createDiskWatch } from './system/disk-watch.js';
import { boundHeapGrowth } from './system/heap-growth.js';
import { killFaults, NO_FAULTS } from './system/kill-faults.js';
import { stopGracefully } from './system/graceful-stop.js';
import { createPinoLog } from './system/pino-log.js';
import { readSettings, type Settings } from './system/settings.js';
import { SYSTEM_CLOCK } from './system/system-clock.js';
import { createIdSource } from './system/system-ids.js';
import { createOffice } from './use-cases/create-office.js';
import type { Files } from './seams/files.js';
import { PlatformError } from './seams/platform-error.js';
import type { Store } from './seams/store.js';

// The composition root: the only reader of the environment and the only place where adapters are made.
const root = process.cwd();

async function run(settings: Settings): Promise<void> {
  boundHeapGrowth();
  const folder = openDataFolder(settings.dataFolder);
  const log = createPinoLog({ file: folder.log, level: settings.logLevel });
  const clock = SYSTEM_CLOCK;
  const front: { handle: RequestListener } = { handle: startingUp };
  const { server, port } = await listen((request, response) => front.handle(request, response), settings);
  const keys = loadKeyRing(folder.keyRing);
  const signer = loadSigner(folder.keys);
  const disk = createDiskWatch({ folder: settings.dataFolder, log });
  const meter = createMeter();
  const { store: plainStore, files } = await openStorage(settings, folder, {
    keys,
    signer,
    full: () => disk.level() === 'full',
  });
  const store = meteredStore(plainStore, meter);
  const { office, host, deployed } = await createOffice({
    ...settings,
    meter,
    publicUrl: settings.publicUrl.replace(/:0$/, `:${port}`),
    store,
    clock,
    ids: createIdSource(clock),
    files,
    keys,
    signer,
    faults: settings.fault === undefined ? NO_FAULTS : killFaults(settings.fault),
    log,
  });
  const state = { ready: false };
  const streams = officeStreams(office);
  const app = createApp(office, {
    webFolder: path.join(root, '.build', 'web'),
    trustProxy: settings.trustProxy,
    version: versionOf(root),
    processMetrics: true,
    isReady: () => state.ready,
    streams,
    meter,
  });
  await host.start();
  front.handle = app;
  state.ready = true;
  log.info('started', { mode: settings.mode, port, packages: deployed.versions.length });
  await announce({ office, settings, problems: deployed.problems });

  const stop = async (): Promise<void> => {
    if (!state.ready) return;
    await stopGracefully({ unready: () => (state.ready = false), streams, server, host, store, log });
    log.close();
    process.exit(0);
  };
  // Nobody knows what is left of the state of a process in which something unforeseen was thrown: it ends, and another life begins whole.
  process.on('uncaughtException', (error) => {
    log.error('crashed', {}, error);
    log.close();
    process.exit(1);
  });
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

/** Where records and files lie: in the data folder, or in MongoDB, which any number of processes with the same keys share. */
async function openStorage(
  settings: Settings,
  folder: DataFolder,
  { keys, signer, full }: { readonly keys: KeyRing; readonly signer: Signer; readonly full: () => boolean },
): Promise<{ readonly store: Store; readonly files: Files }> {
  if (settings.mongoUri === undefined)
    return {
      store: readOnlyWhen(openEmbeddedStore({ file: folder.store }), full),
      files: createDiskFiles(folder.files, full),
    };
  // Loaded only where they are used: the driver takes 35 MB.
  const [{ openMongo }, { requireSameKeys }, { createGridFiles }] = await Promise.all([
    import('./store/mongo/open-mongo-store.js'),
    import('./store/mongo/same-keys.js'),
    import('./store/mongo/grid-files.js'),
  ]);
  const { store, place } = await openMongo(settings.mongoUri);
  await requireSameKeys(place, {
    active: keys.active,
    sealing: [...keys.keys.keys()],
    signsWith: signer.keyId,
    signing: Object.keys(signer.publicKeys()),
  });
  return { store, files: createGridFiles(place) };
}

function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly version?: string;
  };
  return version ?? '0';
}

const outcome = readSettings(process.env, root);
if (!outcome.ok) {
  tell(outcome.text);
  process.exit(1);
}
const { settings } = outcome;
try {
  await run(settings);
} catch (error) {
  tell(sentenceFor(error, settings));
  if (!(error instanceof PlatformError) && process.env['YIZHAN_LOG_LEVEL'] === 'debug') console.error(error);
  process.exit(1);
}
