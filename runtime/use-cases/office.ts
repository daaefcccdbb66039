import type { CalendarData, ValidateJson } from '../../engine/index.js';
import type { Accounts } from '../access/accounts.js';
import type { Audit } from '../access/audit.js';
import type { People } from '../access/people.js';
import type { Workers } from '../access/workers.js';
import type { OutsideJobs } from '../jobs/outside-jobs.js';
import type { OfficeCalendar } from '../calendar/office-calendar.js';
import type { Sessions } from '../access/sessions.js';
import type { Signer } from '../documents/signer.js';
import type { FeedHub } from '../events/feed-hub.js';
import type { Clock } from '../seams/clock.js';
import type { Commands } from '../seams/commands.js';
import type { Configuration } from '../seams/configuration.js';
import type { Creations } from '../seams/creations.js';
import type { Files } from '../seams/files.js';
import type { IdSource } from '../seams/id-source.js';
import type { Log } from '../seams/log.js';
import type { Messages } from '../seams/messages.js';
import type { Notifier } from '../seams/notifier.js';
import type { Packages } from '../seams/packages.js';
import type { Registers } from '../seams/registers.js';
import type { Renderer } from '../seams/renderer.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import type { BallotBox } from '../votes/ballot-box.js';
import type { Deliveries } from '../votes/deliveries.js';
import type { PaperBallots } from '../votes/paper-ballots.js';
import type { Proxies } from '../votes/proxies.js';
import type { RestoredGate } from './restored-gate.js';

/** `demo`: loopback, sample accounts, watermark. `office`: the real thing. */
export type Mode = 'demo' | 'office';

/** Everything a use case may reach; made once by `runtime/main.ts` (or a test) and handed to each as its first parameter. */
export interface Office {
  readonly mode: Mode;
  /** Base of links and QR codes, without a slash at the end. */
  readonly publicUrl: string;
  /** Root of the org tree, for example `/370303/tyc`. */
  readonly orgRoot: string;
  /** Opens the office once: whoever has it makes the first administrator (office mode only). */
  readonly setUpToken: string | null;
  readonly store: Store;
  /** Why work rests: the office was restored from a backup and nobody has released it yet. */
  readonly held: RestoredGate['held'];
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly commands: Commands;
  readonly messages: Messages;
  readonly outside: OutsideJobs;
  readonly workers: Workers;
  readonly creations: Creations;
  readonly packages: Packages;
  readonly registers: Registers;
  readonly configuration: Configuration;
  readonly files: Files;
  readonly sealing: Sealing;
  readonly ballots: BallotBox;
  readonly paperBallots: PaperBallots;
  readonly deliveries: Deliveries;
  readonly proxies: Proxies;
  readonly renderer: Renderer;
  readonly signer: Signer;
  readonly notifier: Notifier;
  readonly people: People;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly audit: Audit;
  /** Tells the background that a batch may be carried out. */
  readonly batches: { readonly wake: () => void };
  /** What changed lately, for pages that are open. */
  readonly feed: FeedHub;
  /** The calendar in force, as this process knows it. */
  readonly calendar: CalendarData;
  /** The calendars the office has taken; cases run by the newest. */
  readonly calendars: OfficeCalendar;
  readonly validate: ValidateJson;
  readonly log: Log;
}
