import { activeElements, type InstanceState, type ProcessPlan } from '../../engine/index.js';

interface Part {
  readonly id?: unknown;
  readonly tokenId?: unknown;
  readonly scopeId?: unknown;
}

const PARTS = ['tokens', 'workItems', 'jobs', 'timers', 'subscriptions', 'calls', 'incidents', 'limits'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, Part>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What contradicts itself in the state of one instance: a part that hangs on a token or scope that is not there, a token that waits for
 * nothing, something open when it has ended. With the plan also whether tokens lie on its elements, and on joins where nothing else holds them.
 */
export function checkState(state: InstanceState, plan: ProcessPlan | undefined): readonly string[] {
  if (!isRecord(state)) return ['no state'];
  const broken = [...PARTS, 'scopes' as const].filter((name) => !isRecord(state[name]));
  if (broken.length > 0) return broken.map((name) => `${name} is missing`);
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  for (const name of ['revision', 'historySeq', 'effectSeq', 'nextId', 'startedAt'] as const)
    must(Number.isSafeInteger(state[name]) && state[name] >= 0, `${name} is no count`);
  must(state.scopes[state.rootScopeId] !== undefined, 'the scope of the process is missing');
  for (const name of [...PARTS, 'scopes' as const]) {
    for (const [key, part] of Object.entries(state[name] as Readonly<Record<string, Part>>)) {
      if (!isRecord(part)) {
        problems.push(`${key} is no object`);
        continue;
      }
      must(part.id === key, `${key} calls itself ${String(part.id)}`);
      if (typeof part.tokenId === 'string')
        must(state.tokens[part.tokenId] !== undefined, `${key} hangs on ${part.tokenId}`);
      if (typeof part.scopeId === 'string')
        must(state.scopes[part.scopeId] !== undefined, `${key} lies in ${part.scopeId}`);
    }
  }
  if (problems.length > 0) return problems;
  for (const { id, parentId, ownerTokenId } of Object.values(state.scopes)) {
    must(parentId === undefined || state.scopes[parentId] !== undefined, `${id} lies in ${String(parentId)}`);
    must(
      ownerTokenId === undefined || state.tokens[ownerTokenId] !== undefined,
      `${id} belongs to ${String(ownerTokenId)}`,
    );
  }
  if (state.status !== 'active') {
    const open = PARTS.filter((name) => Object.keys(state[name]).length > 0);
    return [...problems, ...open.map((name) => `ended with ${name}`)];
  }
  must(Object.keys(state.tokens).length > 0, 'active without a token');
  if (plan === undefined || problems.length > 0) return problems;
  for (const { elementId, tokenId, reason } of activeElements(state)) {
    const element = plan.elements[elementId];
    must(element !== undefined, `${tokenId} lies on ${elementId}, which the process does not have`);
    if (reason !== 'join' || element === undefined) continue;
    const holds = /^(parallel|inclusive|complex)Gateway$/.test(element.type) || (element.startQuantity ?? 1) > 1;
    must(holds || state.tokens[tokenId]?.listening !== undefined, `${tokenId} waits on ${elementId} for nothing`);
  }
  return problems;
}
