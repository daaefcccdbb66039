import { withMark, withoutMark } from './feel-text.js';
import { type Create, type Edit, type ModdleObject, partOf, textOf } from './moddle-object.js';

/** The FEEL text of a part that is a BPMN expression (`conditionExpression`, `timeDuration`, …), without its mark. */
export function expressionText(owner: ModdleObject | undefined, name: string): string {
  return withoutMark(textOf(partOf(owner, name), 'body'));
}

/** Sets such an expression; an empty text removes it. An expression that is there keeps its id and language. */
export function setExpression(create: Create, owner: ModdleObject, name: string, text: string): Edit {
  const body = withMark(text);
  const existing = partOf(owner, name);
  if (body !== undefined && existing) return { target: existing, properties: { body } };
  const expression = body === undefined ? undefined : create('bpmn:FormalExpression', { body });
  return { target: owner, properties: { [name]: expression } };
}
