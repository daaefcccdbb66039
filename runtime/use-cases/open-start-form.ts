import { pointerOf, schemaAt, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { startPrivacy, type StartPrivacy } from '../privacy/start-privacy.js';
import { formView, type FormView } from '../read/form-view.js';
import { withRegisterChoices } from '../read/register-choices.js';
import type { Office } from './office.js';
import { withOwnCases } from './own-case.js';
import { findDraft } from './save-draft.js';
import { serviceOf } from './service-of.js';

/** A start form ready to fill: the form, the person's draft, and what the office already knows, marked field by field. */
export interface StartFormView {
  readonly form: FormView & { readonly id: string };
  readonly draft: { readonly document: JsonValue; readonly savedAt: string } | null;
  readonly prefill: { readonly document: JsonObject; readonly marks: readonly string[] };
  /** What the person is told about personal data before the first field. */
  readonly privacy?: StartPrivacy;
}

/** Form fields that the register of people can fill, by property name. */
const FROM_PROFILE: Readonly<Record<string, string>> = {
  uscc: 'uscc',
  legalPerson: 'name',
  legalIdNo: 'idNo',
  legalMobile: 'mobile',
  applicantName: 'name',
  mobile: 'mobile',
};

/** Opens the start form of a service for a person. Throws RequestProblem NOT_FOUND. */
export async function openStartForm(office: Office, user: SignedIn, key: string): Promise<StartFormView> {
  const target = await serviceOf(office, key);
  const { book, access, service } = target;
  const plain = formView({ book, access, document: {}, writable: true, clear: true });
  const form = await withOwnCases(office, user, await withRegisterChoices(office.registers, plain));
  const draft = await findDraft(office, user, key);
  const mayStart = service.startRoles.some((role) => user.roles.includes(role));
  const profile = mayStart ? await office.people.profile(user.userId) : {};
  const privacy = mayStart ? await startPrivacy(office, user, target) : undefined;
  return {
    form: { ...form, id: form.formId },
    draft: draft === undefined ? null : { document: draft.document, savedAt: draft.savedAt },
    prefill: prefillOf(form.schema, profile),
    ...(privacy === undefined ? {} : { privacy }),
  };
}

function prefillOf(schema: JsonObject, profile: JsonObject): StartFormView['prefill'] {
  const document: Record<string, JsonValue> = {};
  const marks: string[] = [];
  for (const [field, source] of Object.entries(FROM_PROFILE)) {
    const value = profile[source];
    const pointer = pointerOf([field]);
    if (typeof value !== 'string' || schemaAt(schema, pointer)?.['type'] !== 'string') continue;
    document[field] = value;
    marks.push(pointer);
  }
  return { document, marks };
}
