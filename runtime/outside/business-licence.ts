import type { JsonObject, JsonValue } from '../../engine/index.js';
import { checkFormat } from '../../engine/index.js';
import type { JobHandler } from '../seams/job-executor.js';
import type { Registers } from '../seams/registers.js';

/** What the register of businesses says about a unified social credit code. `verifiedOnline`: no copy needs to be asked for. */
export interface BusinessLicence {
  readonly found: boolean;
  readonly active: boolean;
  readonly name: string;
  readonly legalPerson: string;
  readonly verifiedOnline: boolean;
}

/** The outside system behind `business-licence.verify`. */
export interface BusinessLicences {
  find(uscc: string): Promise<BusinessLicence>;
}

const UNKNOWN: BusinessLicence = { found: false, active: false, name: '', legalPerson: '', verifiedOnline: false };

/**
 * The practice counterpart: answers from the register of shops. A shop that is there is found, and active unless `licenceActive` is
 * false. Codes that break the check digit are not found. Demo mode only.
 */
export function practiceBusinessLicences(registers: Registers): BusinessLicences {
  return {
    find: async (uscc) => {
      if (checkFormat('uscc', uscc) !== undefined) return UNKNOWN;
      if (!registers.definitions().some((definition) => definition.key === 'shops')) return UNKNOWN;
      const row = (await registers.find('shops', { where: { uscc }, limit: 1 })).rows[0];
      if (row === undefined) return UNKNOWN;
      const { values } = row;
      return {
        found: true,
        active: values['licenceActive'] !== false,
        name: textOf(values['name']),
        legalPerson: textOf(values['legalPerson']),
        verifiedOnline: true,
      };
    },
  };
}

/** The manual counterpart: nothing can be verified online, so the clerk asks for a copy and compares it. */
export function manualBusinessLicences(): BusinessLicences {
  return { find: () => Promise.resolve(UNKNOWN) };
}

/** Job `business-licence.verify`: asks the counterpart; reading only, so a repetition is harmless. */
export function verifyBusinessLicence(licences: BusinessLicences): JobHandler {
  return async (job) => {
    const { uscc } = job.variables;
    const answer = typeof uscc === 'string' ? await licences.find(uscc) : UNKNOWN;
    return { kind: 'completed', variables: { ...answer } satisfies JsonObject };
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
