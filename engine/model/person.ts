/** What the host knows about a person: facts the engine judges by but cannot look up. */
export interface Person {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly orgPath?: string;
}

/** 代理: the person in whose place somebody acts, and the standing proxy that says so, valid from `from` until before `until` (ms). */
export interface StandIn extends Person {
  readonly proxyId: string;
  readonly from: number;
  readonly until: number;
}
