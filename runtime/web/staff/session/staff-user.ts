import { createContext, useContext } from 'react';
import { OUTSIDE_ROLES } from '../../../wire/outside-roles.js';
import type { StaffLogin, StaffUser } from '../api/types.js';

const BACK_ROOM: ReadonlySet<string> = new Set(['designer', 'sysadmin']);

/** True for people who handle cases: neither applicants nor the two roles without business data. */
export function handlesCases(roles: readonly string[]): boolean {
  return roles.some((role) => !OUTSIDE_ROLES.has(role) && !BACK_ROOM.has(role));
}

/** True for people who may read registers, each as its definition says. */
export function seesRegisters(roles: readonly string[]): boolean {
  return handlesCases(roles) || roles.includes('sysadmin');
}

/** True when people and their accounts are looked after. */
export function managesPeople(roles: readonly string[]): boolean {
  return roles.includes('sysadmin');
}

/** True when incidents may be read. */
export function seesIncidents(roles: readonly string[]): boolean {
  return roles.some((role) => role === 'sysadmin' || role === 'supervisor' || role === 'designer');
}

/** True when incidents may be retried. */
export function retriesIncidents(roles: readonly string[]): boolean {
  return roles.some((role) => role === 'sysadmin' || role === 'designer');
}

/** True when batches may be read. */
export function seesBatches(roles: readonly string[]): boolean {
  return roles.some((role) => role === 'sysadmin' || role === 'supervisor');
}

/** True when batches may be started and stopped. */
export function runsBatches(roles: readonly string[]): boolean {
  return roles.includes('sysadmin');
}

/** True when processes may be read or drawn. */
export function seesDesign(roles: readonly string[]): boolean {
  return roles.some((role) => role === 'designer' || role === 'sysadmin' || role === 'supervisor');
}

const FAMILY_FILES: ReadonlySet<string> = new Set([
  'civil-officer',
  'community-secretary',
  'estate-cadre',
  'street-leader',
]);

/** What a person with these roles sees of families in assistance: the board of visits, and the files of families. */
export function familyPart(roles: readonly string[]): { readonly sees: boolean; readonly opens: boolean } {
  const opens = roles.some((role) => FAMILY_FILES.has(role));
  return { sees: opens || roles.includes('party-secretary'), opens };
}

const VOTE_RUNNERS: ReadonlySet<string> = new Set([
  'prep-leader',
  'prep-member',
  'helper',
  'property-officer',
  'community-secretary',
]);
const COUNTERS: ReadonlySet<string> = new Set(['teller', 'vote-supervisor']);
const VOTE_WATCHERS: ReadonlySet<string> = new Set(['supervisor', 'street-leader']);

/** What a person with these roles does in votes of owners. */
export function votePart(roles: readonly string[]): {
  readonly sees: boolean;
  readonly delivers: boolean;
  readonly counts: boolean;
  readonly supervises: boolean;
  readonly keepsKey: boolean;
  readonly takesFile: boolean;
} {
  const delivers = roles.some((role) => VOTE_RUNNERS.has(role));
  const counts = roles.some((role) => COUNTERS.has(role));
  return {
    sees: delivers || counts || roles.some((role) => VOTE_WATCHERS.has(role)),
    delivers,
    counts,
    supervises: roles.includes('vote-supervisor'),
    keepsKey: counts || roles.includes('prep-leader') || roles.includes('community-secretary'),
    takesFile: counts || roles.includes('property-officer') || roles.includes('supervisor'),
  };
}

/** The signed-in person and the mode of the office. */
export interface StaffSession {
  readonly user: StaffUser;
  readonly mode: StaffLogin['mode'];
  /** The office rests, restored from a backup of then. */
  readonly restored?: { readonly backupAt: number };
}

const StaffContext = createContext<StaffSession | null>(null);

/** Gives the session to the pages below. */
export const StaffProvider = StaffContext.Provider;

/** The session of the page; pages are shown to signed-in staff only. */
export function useStaff(): StaffSession {
  const session = useContext(StaffContext);
  if (session === null) throw new Error('no staff session');
  return session;
}
