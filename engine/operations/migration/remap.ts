import type { MigrationMapping } from '../../model/commands/migration.js';
import type { CompensationRecord, InstanceState, Place, PlacedScope, Scope, Token } from '../../model/state.js';

/** What becomes of an instance's structure: the facts of `instanceMigrated`. */
export interface MigrationFacts {
  /** Hash of the new plan. */
  readonly plan: string;
  readonly processId: string;
  readonly mapping: MigrationMapping;
  /** Tokens that lie in another scope now. */
  readonly moved: Readonly<Record<string, string>>;
  /** Scopes that are no more, and where their variables and records go. */
  readonly closed: Readonly<Record<string, string>>;
}

/** The maps of a state under a new plan: every element and flow by its new id, every part in the scope of its token. */
export function remapped(state: InstanceState, facts: MigrationFacts): Partial<InstanceState> {
  const name = (id: string): string => (id === state.processId ? facts.processId : (facts.mapping.elements[id] ?? id));
  const flow = (id: string): string => facts.mapping.flows[id] ?? id;
  const rename = renamer(name, flow);
  const homeOf = (tokenId: string | undefined): string | undefined => facts.moved[tokenId ?? ''];
  const part = <T extends { readonly elementId: string; readonly tokenId?: string; readonly scopeId?: string }>(
    one: T,
  ): T => {
    const home = homeOf(one.tokenId);
    const wasThere = one.scopeId === state.tokens[one.tokenId ?? '']?.scopeId;
    return { ...one, elementId: name(one.elementId), ...(home !== undefined && wasThere ? { scopeId: home } : {}) };
  };
  const all = <T>(parts: Readonly<Record<string, T>>, change: (one: T) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(parts).map(([id, one]) => [id, change(one)]));
  const { gateways, approvedBy } = state;
  return {
    processId: facts.processId,
    scopes: scopesOf(state, facts, rename),
    tokens: all(state.tokens, (token) => {
      const scopeId = facts.moved[token.id];
      return { ...rename.token(token), ...(scopeId === undefined ? {} : { scopeId }) };
    }),
    workItems: all(state.workItems, part),
    jobs: all(state.jobs, part),
    timers: all(state.timers, part),
    subscriptions: all(state.subscriptions, part),
    calls: all(state.calls, part),
    limits: all(state.limits, part),
    incidents: all(state.incidents, (incident) => {
      const { retry } = incident;
      const next = part(incident);
      return retry?.flowId === undefined ? next : { ...next, retry: { ...retry, flowId: flow(retry.flowId) } };
    }),
    performers: byPath(state.performers, name),
    ...(approvedBy === undefined ? {} : { approvedBy: byPath(approvedBy, name) }),
    ...(gateways === undefined
      ? {}
      : {
          gateways: Object.fromEntries(
            Object.entries(gateways).map(([key, { consumed }]) => {
              const [scopeId = '', ...elementId] = key.split(':');
              return [`${scopeId}:${name(elementId.join(':'))}`, { consumed: consumed.map(flow) }];
            }),
          ),
        }),
  };
}

/** Lists by element path (`accept`, `accept/examine`): the first element is of this process. */
function byPath(lists: Readonly<Record<string, readonly string[]>>, name: (id: string) => string) {
  const next: Record<string, readonly string[]> = {};
  for (const [path, users] of Object.entries(lists)) {
    const [id = '', ...rest] = path.split('/');
    const key = [name(id), ...rest].join('/');
    next[key] = [...new Set([...(next[key] ?? []), ...users])];
  }
  return next;
}

function scopesOf(state: InstanceState, { moved, closed }: MigrationFacts, rename: Renamer): InstanceState['scopes'] {
  const next = new Map<string, Scope>();
  for (const scope of Object.values(state.scopes)) {
    const parentId = moved[scope.ownerTokenId ?? ''];
    next.set(scope.id, { ...rename.scope(scope), ...(parentId === undefined ? {} : { parentId }) });
  }
  // Innermost first: what a closed scope had may have to go on through another one.
  for (const [id, intoId] of Object.entries(closed)) {
    const [from, into] = [next.get(id), next.get(intoId)];
    next.delete(id);
    if (!from || !into) continue;
    const compensations = [...(into.compensations ?? []), ...(from.compensations ?? [])];
    next.set(intoId, {
      ...into,
      variables: { ...from.variables, ...into.variables },
      ...(compensations.length === 0 ? {} : { compensations }),
      ...(from.path === undefined ? {} : { path: { ...from.path, ...into.path } }),
    });
  }
  return Object.fromEntries(next);
}

type BareToken = Omit<Token, 'id' | 'scopeId' | 'throwerId'>;
type BareScope = Omit<Scope, 'id' | 'parentId' | 'ownerTokenId'>;

/** Renames elements and flows inside of parts of a state. */
interface Renamer {
  readonly token: <T extends BareToken>(token: T) => T;
  readonly scope: <T extends BareScope>(scope: T) => T;
}

function renamer(name: (id: string) => string, flow: (id: string) => string): Renamer {
  const token = <T extends BareToken>(one: T): T => {
    const { flowId, wayBack } = one;
    return {
      ...one,
      elementId: name(one.elementId),
      ...(flowId === undefined ? {} : { flowId: flow(flowId) }),
      ...(wayBack === undefined
        ? {}
        : {
            wayBack: {
              ...wayBack,
              at: name(wayBack.at),
              places: wayBack.places.map(place),
              ...(wayBack.gateways === undefined ? {} : { gateways: consumedBy(wayBack.gateways) }),
            },
          }),
    };
  };
  const scope = <T extends BareScope>(one: T): T => {
    const { compensations, interruptedBy, path, adHoc, held } = one;
    const keys = <V>(members: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
      Object.fromEntries(Object.entries(members).map(([id, value]) => [name(id), value]));
    return {
      ...one,
      elementId: name(one.elementId),
      ...(compensations === undefined ? {} : { compensations: compensations.map(renameRecord) }),
      ...(interruptedBy === undefined ? {} : { interruptedBy: name(interruptedBy) }),
      ...(path === undefined ? {} : { path: keys(path) }),
      ...(adHoc === undefined ? {} : { adHoc: { ...adHoc, completed: keys(adHoc.completed) } }),
      ...(held === undefined ? {} : { held: held.map((event) => ({ ...event, elementId: name(event.elementId) })) }),
    };
  };
  const place = (one: Place): Place => ({ ...one, token: token(one.token), scopes: one.scopes.map(placed) });
  const placed = (one: PlacedScope): PlacedScope => ({
    scope: scope(one.scope),
    places: one.places.map(place),
    scopes: one.scopes.map(placed),
    ...(one.gateways === undefined ? {} : { gateways: consumedBy(one.gateways) }),
  });
  const consumedBy = (gateways: NonNullable<PlacedScope['gateways']>): NonNullable<PlacedScope['gateways']> =>
    Object.fromEntries(Object.entries(gateways).map(([id, consumed]) => [name(id), consumed.map(flow)]));
  const renameRecord = (one: CompensationRecord): CompensationRecord => ({
    ...one,
    activityId: name(one.activityId),
    handlerId: name(one.handlerId),
    ...(one.within === undefined ? {} : { within: one.within.map(name) }),
    ...(one.inner === undefined ? {} : { inner: one.inner.map(renameRecord) }),
  });
  return { token, scope };
}
