import type { ElementPlan, ProcessPlan } from '../../model/plan.js';
import type { Scope, Token } from '../../model/state.js';
import type { Text } from '../../model/text.js';
import { tokensOf } from '../capture.js';
import type { Subject } from './alike.js';
import { canRest, hasLostFlow } from './alike.js';

/** Why an instance cannot go to another plan: the element it stands on, and the reason. */
export interface MigrationRefusal {
  readonly elementId: string;
  readonly text: Text;
}

/** Sub-processes that come to lie around tokens that were in `scopeId`: opened once for all of them, from the outside in. */
export interface Opening {
  readonly scopeId: string;
  readonly path: readonly ElementPlan[];
  readonly tokenIds: readonly string[];
}

/** What becomes of the tokens and scopes of an instance. */
export interface Survey {
  readonly refusals: readonly MigrationRefusal[];
  /** Tokens that go on as they are, with their new element. */
  readonly kept: readonly { readonly token: Token; readonly element: ElementPlan }[];
  /** Tokens whose work is cancelled and which enter their new element. */
  readonly anew: readonly { readonly token: Token; readonly element: ElementPlan }[];
  readonly opened: readonly Opening[];
  /** Tokens that come to lie in a scope that is there already. */
  readonly moved: Readonly<Record<string, string>>;
  /** Scopes around which nothing is any more, and where what they hold goes. */
  readonly closed: Readonly<Record<string, string>>;
}

interface Notes {
  readonly refusals: MigrationRefusal[];
  readonly kept: { readonly token: Token; readonly element: ElementPlan }[];
  readonly anew: { readonly token: Token; readonly element: ElementPlan }[];
  readonly opened: Map<string, { scopeId: string; path: readonly ElementPlan[]; tokenIds: string[] }>;
  readonly moved: Record<string, string>;
  readonly closed: Record<string, string>;
}

/** Where tokens are: the living levels around them, from the inside out; those that are to close left out. */
type Levels = readonly { readonly scope: Scope; readonly place: string }[];

/** Judges every token and scope of an instance against another plan. */
export function surveyMigration(subject: Subject): Survey {
  const { state } = subject;
  const notes: Notes = { refusals: [], kept: [], anew: [], opened: new Map(), moved: {}, closed: {} };
  const root = state.scopes[state.rootScopeId];
  if (root) walk(subject, notes, root, [{ scope: root, place: '' }]);
  for (const scope of Object.values(state.scopes)) checkRecords(subject, notes, scope);
  checkGateways(subject, notes);
  return { ...notes, opened: [...notes.opened.values()] };
}

function refuse(notes: Notes, elementId: string, zh: string, en: string): void {
  notes.refusals.push({ elementId, text: { zh, en } });
}

function walk(subject: Subject, notes: Notes, scope: Scope, levels: Levels): void {
  for (const token of tokensOf(subject.state, scope.id)) judge(subject, notes, token, levels, false);
}

function judge(subject: Subject, notes: Notes, token: Token, levels: Levels, isInLoop: boolean): void {
  const { state, plan, mapping } = subject;
  const element = plan.elements[mapping.elements[token.elementId] ?? ''];
  const owned = Object.values(state.scopes).filter((one) => one.ownerTokenId === token.id && one.kind !== 'task');
  if (token.memo?.['waiting'] === 'compensation' || token.throwerId !== undefined) {
    return refuse(notes, token.elementId, '正在撤销已办事项', 'Completed steps are being undone there');
  }
  const [body] = owned;
  if (body === undefined) {
    if (element === undefined)
      return refuse(notes, token.elementId, '新版本中没有对应的环节', 'The new version has no counterpart');
    if (!isInLoop && !place(subject, notes, token, element, levels)) return;
    if (hasLostFlow(subject, token, element)) {
      return refuse(
        notes,
        token.elementId,
        '新版本中没有到达该网关的对应连线',
        'The new version has no counterpart for the flow that led to this join',
      );
    }
    if (canRest(subject, token, element, isInLoop)) notes.kept.push({ token, element });
    else notes.anew.push({ token, element });
    return;
  }
  if (body.kind === 'multiInstance') return judgeLoop(subject, notes, { token, element, body, levels });
  if (element === undefined) {
    const [home] = levels;
    const isEmpty = tokensOf(state, body.id).length === 0;
    if (home === undefined || body.kind === 'eventSubProcess' || isInLoop || isEmpty)
      return refuse(
        notes,
        token.elementId,
        '新版本中没有对应的子流程',
        'The new version has no counterpart for this sub-process',
      );
    notes.closed[body.id] = home.scope.id;
    return walk(subject, notes, body, levels);
  }
  if (!isInLoop && !place(subject, notes, token, element, levels)) return;
  if (!isSameContainer(body, element) || (element.loop !== undefined && !isInLoop)) {
    notes.anew.push({ token, element });
    return;
  }
  notes.kept.push({ token, element });
  walk(subject, notes, body, [{ scope: body, place: element.id }, ...levels]);
}

interface LoopToken {
  readonly token: Token;
  readonly element: ElementPlan | undefined;
  readonly body: Scope;
  readonly levels: Levels;
}

/** A loop goes on with its instances where the new activity loops in the same way; with nothing but tasks in it, it may begin anew. */
function judgeLoop(subject: Subject, notes: Notes, { token, element, body, levels }: LoopToken): void {
  const { state } = subject;
  if (element === undefined)
    return refuse(
      notes,
      token.elementId,
      '新版本中没有对应的多实例环节',
      'The new version has no counterpart for this loop',
    );
  if (!place(subject, notes, token, element, levels)) return;
  const instances = Object.values(state.scopes).filter(({ parentId }) => parentId === body.id);
  const mode = body.loop?.items === undefined ? ['parallel', 'standard'] : ['sequential'];
  if (element.loop !== undefined && mode.includes(element.loop.mode)) {
    notes.kept.push({ token, element });
    for (const instance of instances) {
      for (const one of tokensOf(state, instance.id)) judge(subject, notes, one, levels, true);
    }
    return;
  }
  const inside = Object.values(state.scopes).some((one) => one.kind === 'subProcess' && isBelow(subject, one, body.id));
  if (inside)
    return refuse(
      notes,
      token.elementId,
      '多实例方式已改变，进行中的子流程无法保留',
      'It loops in another way, and sub-processes are under way in it',
    );
  notes.anew.push({ token, element });
}

function isBelow({ state }: Subject, scope: Scope, outerId: string): boolean {
  if (scope.parentId === undefined) return false;
  const parent = state.scopes[scope.parentId];
  return scope.parentId === outerId || (parent !== undefined && isBelow({ state } as Subject, parent, outerId));
}

function isSameContainer(body: Scope, element: ElementPlan): boolean {
  if (body.kind === 'eventSubProcess') return element.type === 'subProcess' && element.triggeredByEvent;
  if (element.type === 'subProcess') return !element.triggeredByEvent;
  return element.type === 'transaction' || element.type === 'adHocSubProcess';
}

/** Finds the scope a token is to lie in: the nearest living level whose new place holds its element, and what is to be opened there. */
function place(subject: Subject, notes: Notes, token: Token, element: ElementPlan, levels: Levels): boolean {
  const { plan } = subject;
  const around = containersOf(plan, element);
  const level = levels.find((one) => around.some(({ id }) => id === one.place) || one.place === '');
  if (level === undefined) return false;
  const from = around.findIndex(({ id }) => id === level.place);
  const path = around.slice(from + 1);
  const odd = path.find((one) => one.loop !== undefined || !isSameContainer({ kind: 'subProcess' } as Scope, one));
  if (odd) {
    refuse(
      notes,
      token.elementId,
      '新版本中该环节移入了多实例或事件子流程',
      'The new version puts this step inside a loop or an event sub-process',
    );
    return false;
  }
  const isMoved = level.scope.id !== token.scopeId;
  if (path.length === 0) {
    if (isMoved) notes.moved[token.id] = level.scope.id;
    return true;
  }
  const key = `${level.scope.id} ${path.map(({ id }) => id).join(' ')}`;
  const opening = notes.opened.get(key) ?? { scopeId: level.scope.id, path, tokenIds: [] };
  opening.tokenIds.push(token.id);
  notes.opened.set(key, opening);
  return true;
}

/** Sub-processes around an element, from the outside in. */
function containersOf(plan: ProcessPlan, element: ElementPlan): readonly ElementPlan[] {
  const parent = element.parentId === undefined ? undefined : plan.elements[element.parentId];
  return parent === undefined ? [] : [...containersOf(plan, parent), parent];
}

/** What can still be undone must be undone by a handler that is there. */
function checkRecords({ plan, mapping }: Subject, notes: Notes, scope: Scope): void {
  for (const { activityId, handlerId } of scope.compensations ?? []) {
    if (plan.elements[mapping.elements[handlerId] ?? ''] !== undefined) continue;
    refuse(notes, activityId, '新版本中没有它的补偿处理', 'The new version has no handler to undo it');
  }
}

/** A complex gateway that has fired must come to its reset: late tokens would start it again at one that does not know of it. */
function checkGateways({ state, plan, mapping }: Subject, notes: Notes): void {
  for (const key of Object.keys(state.gateways ?? {})) {
    const elementId = key.slice(key.indexOf(':') + 1);
    if (plan.elements[mapping.elements[elementId] ?? '']?.type === 'complexGateway') continue;
    refuse(
      notes,
      elementId,
      '新版本中没有对应的复杂网关',
      'The new version has no counterpart for this complex gateway',
    );
  }
}
