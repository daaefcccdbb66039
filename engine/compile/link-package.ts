import type { CalendarData } from '../calendar/calendar-data.js';
import type { CompiledDecisionModel } from '../decision/compile-decision.js';
import type { CompiledPackage } from '../model/package.js';
import type { Environment, Program } from '../model/program.js';
import { linkPlan } from './link.js';
import { requiredPackages } from './required-packages.js';

/** What the programs of a package are linked with. `hash` names the state of calendar and packages together. */
export interface LinkInput {
  readonly pkg: CompiledPackage;
  readonly dependencies: ReadonlyMap<string, CompiledPackage>;
  readonly calendar: CalendarData;
  readonly hash: string;
}

/** The programs of all processes that a case of this package may run, by process id: its own and those of its dependencies. */
export function linkPackage({ pkg, dependencies, calendar, hash }: LinkInput): ReadonlyMap<string, Program> {
  const holders = [pkg, ...requiredPackages(pkg.manifest, dependencies)];
  const decisions = new Map<string, CompiledDecisionModel>();
  for (const holder of holders) {
    for (const [id, model] of holder.decisions) if (!decisions.has(id)) decisions.set(id, model);
  }
  const environment: Environment = Object.freeze({ hash, calendar, decisions });
  const programs = new Map<string, Program>();
  for (const holder of holders) {
    for (const [id, plan] of holder.plans) if (!programs.has(id)) programs.set(id, linkPlan(plan, environment));
  }
  return programs;
}
