import type { OperationHead } from './command-head.js';

/** Old element and flow ids to new ones; an id that is missing does not go on living. Made by `planMigration`, edited by people. */
export interface MigrationMapping {
  readonly elements: Readonly<Record<string, string>>;
  readonly flows: Readonly<Record<string, string>>;
}

/** Puts the instance on the plan of the program it is sent with; `plan` is that plan's `planHash`, so that none is mistaken. */
export interface MigrateInstance extends OperationHead {
  readonly type: 'migrateInstance';
  readonly plan: string;
  readonly mapping: MigrationMapping;
}
