/** Where a called instance reports to: the call of its parent. `depth` is 1 for a child of a root instance. */
export interface ParentCall {
  readonly instanceId: string;
  readonly callId: string;
  readonly depth: number;
}
