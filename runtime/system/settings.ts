import path from 'node:path';
import type { Text } from '../../engine/index.js';
import type { Mode } from '../use-cases/office.js';
import { parseFault, type PlannedFault } from './kill-faults.js';

/** What the environment says, checked. Folders are absolute. */
export interface Settings {
  readonly mode: Mode;
  readonly port: number;
  readonly host: string;
  /** Base of links and QR codes, without a slash at the end. */
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  readonly dataFolder: string;
  /** The packages that are deployed at start, and the schemas of their files. */
  readonly definitions: string;
  /** Records and files lie in this MongoDB instead of the data folder, which then holds keys and log only. */
  readonly mongoUri: string | undefined;
  readonly orgRoot: string;
  readonly issuedBy: string;
  readonly fault: PlannedFault | undefined;
  /** How long a job is leased, in ms: after a crash another process takes it over then. */
  readonly leaseMs: number;
  /** Cases that ended so long ago are packed away, in ms; 0: never. */
  readonly archiveAfterMs: number;
  readonly logLevel: string;
}

/** The settings, or one sentence that says what is wrong. */
export type SettingsOutcome =
  { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly text: Text };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const LEVELS = ['debug', 'info', 'warn', 'error'];

const wrong = (zh: string, en: string): SettingsOutcome => ({ ok: false, text: { zh, en } });

/**
 * Reads settings: `YIZHAN_MODE` (demo, office), `PORT` (3000), `HOST` (127.0.0.1), `PUBLIC_URL`, `YIZHAN_TRUST_PROXY` (1), `YIZHAN_DATA`
 * (.data), `YIZHAN_DEFINITIONS` (definitions), `MONGODB_URI` (none), `YIZHAN_ORG_ROOT`, `YIZHAN_ISSUER`, `YIZHAN_LOG_LEVEL`, `YIZHAN_LEASE_SECONDS` (30; 1 to
 * 600), `YIZHAN_ARCHIVE_DAYS` (90), `YIZHAN_FAULT` (tests). Demo mode stays on loopback; office mode refuses
 * plain HTTP elsewhere.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, root: string): SettingsOutcome {
  const mode = env['YIZHAN_MODE'] ?? 'demo';
  if (mode !== 'demo' && mode !== 'office') {
    return wrong('YIZHAN_MODE 只能是 demo 或 office。', 'YIZHAN_MODE must be demo or office.');
  }
  const port = Number(env['PORT'] ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return wrong('PORT 必须是 0 到 65535 之间的整数。', 'PORT must be a whole number from 0 to 65535.');
  }
  const host = env['HOST'] ?? '127.0.0.1';
  const local = LOOPBACK.test(host);
  if (mode === 'demo' && !local) {
    return wrong('演示模式只能监听本机地址，请去掉 HOST。', 'Demo mode listens on loopback only; please unset HOST.');
  }
  const given = env['PUBLIC_URL']?.replace(/\/+$/, '');
  if (given !== undefined && (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))) {
    return wrong('PUBLIC_URL 不是有效的网址。', 'PUBLIC_URL is not a web address.');
  }
  if (mode === 'office' && (given === undefined || (!given.startsWith('https://') && !isLocal(given)))) {
    return wrong(
      '正式模式需要 PUBLIC_URL，且非本机地址必须是 https。',
      'Office mode needs PUBLIC_URL, and https unless it is on loopback.',
    );
  }
  const trustProxy = env['YIZHAN_TRUST_PROXY'] === '1';
  if (!local && !trustProxy) {
    return wrong(
      '监听非本机地址时，须由可信代理提供 TLS，并设置 YIZHAN_TRUST_PROXY=1。',
      'Beyond loopback a trusted proxy must speak TLS; set YIZHAN_TRUST_PROXY=1.',
    );
  }
  const fault = env['YIZHAN_FAULT'] === undefined ? undefined : parseFault(env['YIZHAN_FAULT']);
  if (env['YIZHAN_FAULT'] !== undefined && fault === undefined) {
    return wrong(
      'YIZHAN_FAULT 的格式是 <位置>[@<对象>]:<次数>。',
      'YIZHAN_FAULT has the form <point>[@<subject>]:<n>.',
    );
  }
  const lease = Number(env['YIZHAN_LEASE_SECONDS'] ?? '30');
  if (!Number.isInteger(lease) || lease < 1 || lease > 600) {
    return wrong(
      'YIZHAN_LEASE_SECONDS 必须是 1 到 600 之间的整数。',
      'YIZHAN_LEASE_SECONDS must be a whole number from 1 to 600.',
    );
  }
  const archiveDays = Number(env['YIZHAN_ARCHIVE_DAYS'] ?? '90');
  if (!Number.isInteger(archiveDays) || archiveDays < 0 || archiveDays > 36_500) {
    return wrong(
      'YIZHAN_ARCHIVE_DAYS 必须是 0 到 36500 之间的整数（0 表示不归档）。',
      'YIZHAN_ARCHIVE_DAYS must be a whole number from 0 to 36500 (0: never).',
    );
  }
  const mongoUri = env['MONGODB_URI'] === '' ? undefined : env['MONGODB_URI'];
  if (mongoUri !== undefined && !/^mongodb(\+srv)?:\/\/[^/]/.test(mongoUri)) {
    return wrong(
      'MONGODB_URI 应以 mongodb:// 或 mongodb+srv:// 开头。',
      'MONGODB_URI must begin with mongodb:// or mongodb+srv://.',
    );
  }
  const level = env['YIZHAN_LOG_LEVEL'] ?? 'info';
  return {
    ok: true,
    settings: {
      mode,
      port,
      host,
      publicUrl: given ?? `http://${host === '::1' ? '[::1]' : host}:${port}`,
      trustProxy,
      mongoUri,
      dataFolder: path.resolve(root, env['YIZHAN_DATA'] ?? '.data'),
      definitions: path.resolve(root, env['YIZHAN_DEFINITIONS'] ?? 'definitions'),
      orgRoot: env['YIZHAN_ORG_ROOT'] ?? '/370303/tyc',
      issuedBy: env['YIZHAN_ISSUER'] ?? '体育场街道办事处',
      fault,
      leaseMs: lease * 1000,
      archiveAfterMs: archiveDays * 24 * 3_600_000,
      logLevel: LEVELS.includes(level) ? level : 'info',
    },
  };
}

function isLocal(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}
