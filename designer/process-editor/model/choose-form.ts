import { allExtensions, extensionOf, extensionsOf, withExtensions } from './extensions.js';
import { type Create, type Edit, type ModdleObject, textOf } from './moddle-object.js';

const DEFINITION = 'zeebe:FormDefinition';
const ACCESS = 'yizhan:FormAccess';

/**
 * Chooses the form a user task or start event is about; undefined for none. The deployment refuses a form without field access, so the
 * access of the form before is kept for the new one where it named it, and a form that is new here begins as open throughout.
 */
export function chooseForm(create: Create, owner: ModdleObject, formId: string | undefined): readonly Edit[] {
  const definition = extensionOf(owner, DEFINITION);
  const before = textOf(definition, 'formId');
  const accesses = extensionsOf(owner, ACCESS);
  if (formId === undefined) {
    const unnamed = accesses.filter((access) => textOf(access, 'form') === undefined);
    const kept = allExtensions(owner).filter((one) => one !== definition && !unnamed.includes(one));
    return definition ? [withExtensions(create, owner, kept)] : [];
  }
  const named = (access: ModdleObject): string | undefined => textOf(access, 'form');
  // An access that names no form belongs to the task's own, whichever that is.
  const hasAccess = accesses.some((access) => named(access) === undefined || named(access) === formId);
  const own = accesses.find((access) => before !== undefined && named(access) === before);
  const edits: Edit[] = [];
  const made: ModdleObject[] = [];
  if (definition) edits.push({ target: definition, properties: { formId } });
  else made.push(create(DEFINITION, { formId }));
  if (!hasAccess && own === undefined) made.push(create(ACCESS, { form: formId, default: 'write' }));
  if (!hasAccess && own) edits.push({ target: own, properties: { form: formId } });
  if (made.length > 0) edits.push(withExtensions(create, owner, [...allExtensions(owner), ...made]));
  return edits;
}
