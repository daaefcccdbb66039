import type { Role } from '../../engine/index.js';
import { ROLE_KEYS } from '../../engine/index.js';
import { OPERATION_PERMISSIONS } from './operation-permissions.js';
import { APPLICANTS, CASE_STAFF } from './roles.js';

/**
 * The permission registry: every permission there is, and the roles that hold it. A route names exactly one; a route without one stops
 * the start. `public` needs no session; `session` is every signed-in person. Which rows a holder sees is said by `row-scope.ts`.
 */
export const PERMISSIONS = {
  public: null,
  session: ROLE_KEYS,
  /** Start a case for oneself, or at the window for another. */
  'case.start': [...APPLICANTS, ...CASE_STAFF],
  /** Read cases: applicants their own, staff those in reach. */
  'case.read': [...APPLICANTS, ...CASE_STAFF],
  /** Read the full history of a case. */
  'case.history': CASE_STAFF,
  /** See one masked value in clear, with a reason, written to the audit log. */
  'case.reveal': CASE_STAFF,
  /** Claim, release and complete work items one is a candidate for. */
  'work.take': [...APPLICANTS, ...CASE_STAFF],
  /** Read registers, masked; which ones, and who writes or takes out rows, is said by each register's definition (`register-access.ts`). */
  'register.read': [...CASE_STAFF, 'sysadmin'],
  'register.write': [...CASE_STAFF, 'sysadmin'],
  /** See one masked value of a row in clear, with a reason, written to the audit log. */
  'register.reveal': CASE_STAFF,
  /** See votes one may vote in, or that lie in reach; nobody sees an interim result. */
  'vote.read': [...APPLICANTS, ...CASE_STAFF],
  'vote.cast': APPLICANTS,
  /** Bring ballots and note their delivery. */
  'vote.run': ['prep-leader', 'prep-member', 'helper', 'property-officer', 'community-secretary'],
  /** Note that a paper ballot came back, unread. */
  'vote.return': [
    'prep-leader',
    'prep-member',
    'helper',
    'property-officer',
    'community-secretary',
    'teller',
    'vote-supervisor',
  ],
  'vote.count': ['teller', 'vote-supervisor'],
  'vote.supervise': ['vote-supervisor'],
  /** Keep a key of a secret vote. */
  'vote.key': ['teller', 'vote-supervisor', 'prep-leader', 'community-secretary'],
  /** Take the ballot-by-ballot file, after the count. */
  'vote.file': ['teller', 'vote-supervisor', 'property-officer', 'supervisor'],
  /** Sign up for volunteer activities, check in and out, see one's own service. */
  'activity.join': APPLICANTS,
  /** Show the codes for check-in of an activity of one's team, and enter who is there. */
  'activity.lead': ['team-leader'],
  /** Read package versions and their files. */
  /** See figures and the cases behind them, within reach. */
  'statistics.read': CASE_STAFF,
  'package.read': ['designer', 'sysadmin', 'supervisor'],
  /** Check, publish and activate packages. */
  'package.publish': ['designer'],
  'incident.read': ['sysadmin', 'supervisor', 'designer'],
  'incident.retry': ['sysadmin', 'designer'],
  /** See batches and what became of their targets. */
  'batch.read': ['sysadmin', 'supervisor'],
  /** Start and stop batches; what a batch does needs its own permission, too. */
  'batch.run': ['sysadmin'],
  /** Read the audit log and check its chain. */
  'audit.read': ['supervisor', 'sysadmin'],
  /** Take jobs that programs outside carry out, and report them; which types, the account says. */
  'job.work': ['worker'],
  /** Make people, give them roles, close them, give them codes to set a password by. */
  'people.manage': ['sysadmin'],
  /** Make and end accounts of programs, and what they send in. */
  'worker.manage': ['sysadmin'],
  /** Send messages and signals to processes. */
  'message.publish': ['worker', 'sysadmin'],
  /** Change days off and opening hours of the office. */
  'calendar.manage': ['sysadmin'],
  /** Load the full set of sample data; in demo mode only. */
  'samples.load': ['sysadmin'],
  /** Let work go on in an office that was restored from a backup. */
  'store.release': ['sysadmin'],
  ...OPERATION_PERMISSIONS,
} as const satisfies Record<string, readonly Role[] | null>;

/** A key of the registry. */
export type Permission = keyof typeof PERMISSIONS;

/** True when `key` is in the registry. */
export function isPermission(key: string): key is Permission {
  return Object.hasOwn(PERMISSIONS, key);
}

/** True when one of `roles` holds the permission; everybody holds `public`. Unknown roles hold nothing. */
export function holds(roles: readonly string[], permission: Permission): boolean {
  const granted: readonly string[] | null = PERMISSIONS[permission];
  return granted === null || roles.some((role) => granted.includes(role));
}
