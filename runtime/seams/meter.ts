/** What figures are kept of while work is done. Whoever calls never waits and never fails. Labels come from small fixed sets only. */
export interface Meter {
  /** A call of the store is over. `refused`: its condition did not hold (a lost race, a taken id). */
  stored(operation: string, outcome: 'done' | 'refused' | 'failed', ms: number): void;
  /** A commit of an instance held so many commands. */
  folded(commands: number): void;
  /** A command came in (1), or was answered (-1). */
  waiting(by: 1 | -1): void;
}
