import type { Program } from '../model/program.js';
import type { InstanceState, Token } from '../model/state.js';
import type { Text } from '../model/text.js';
import type { OperationCommand } from './operations.js';

/** An operation that would be accepted: the state it finds, the one it would leave. */
export interface Prospect<C extends OperationCommand = OperationCommand> {
  readonly program: Program;
  readonly before: InstanceState;
  readonly after: InstanceState;
  readonly command: C;
}

/** The name of an element or of the process, in quotation marks of the language; its id when the model gives no name. */
export function nameOf(program: Program, elementId: string): Text {
  const { plan } = program;
  const name =
    elementId === plan.processId ? plan.name : (plan.elements[elementId]?.name ?? { zh: elementId, en: elementId });
  return { zh: `“${name.zh}”`, en: `"${name.en}"` };
}

/** Several names as one text; `none` when there are none. */
export function namesOf(program: Program, elementIds: readonly string[], none: Text): Text {
  const names = [...new Set(elementIds)].map((id) => nameOf(program, id));
  if (names.length === 0) return none;
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}

/** Elements of tokens that the one state has and the other has not, or has elsewhere; owners of scopes are left out. */
function placesOnlyIn(one: InstanceState, other: InstanceState): readonly string[] {
  const owners = new Set(Object.values(one.scopes).map(({ ownerTokenId }) => ownerTokenId));
  const isOnly = ({ id, elementId }: Token): boolean => other.tokens[id]?.elementId !== elementId && !owners.has(id);
  return Object.values(one.tokens)
    .filter(isOnly)
    .map(({ elementId }) => elementId);
}

/** Where tokens would go away, and where they would come to rest; what ends up where it was counts as neither. */
export function moves({ before, after }: Prospect): {
  readonly left: readonly string[];
  readonly reached: readonly string[];
} {
  return { left: placesOnlyIn(before, after), reached: placesOnlyIn(after, before) };
}

/** "X would end, Y would be open": what most operations on tokens have to say. */
export function sayMoves(prospect: Prospect): Text {
  const { left, reached } = moves(prospect);
  const nothing = { zh: '无', en: 'nothing' };
  const from = namesOf(prospect.program, left, nothing);
  const to = namesOf(prospect.program, reached, nothing);
  return { zh: `离开${from.zh}，到达${to.zh}`, en: `${from.en} would be left and ${to.en} reached` };
}
