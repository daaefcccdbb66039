import type { NodeAccess, Text } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { laterPrivacy, type StartPrivacy } from '../privacy/start-privacy.js';
import { SUBSCRIPTIONS } from '../store/collections.js';
import type { Office } from '../use-cases/office.js';
import { findForm } from './form-book.js';
import { formView, type FormView } from './form-view.js';
import type { OpenCase } from './open-case.js';

/** A message the person may send to the case now, with the form it carries. */
export interface MessageView {
  readonly name: string;
  readonly label: Text;
  readonly formId?: string;
  readonly form?: FormView;
  /** What people are told about the personal data the form asks for. */
  readonly privacy?: StartPrivacy;
}

/** Messages the person may send now: those of the service for the person's roles that some instance of the case waits for. */
export async function messagesFor(
  office: Office,
  user: SignedIn,
  { row, closure }: OpenCase,
): Promise<readonly MessageView[]> {
  const active = closure.find((one) => one.key === row.service);
  if (active === undefined) return [];
  const offered = Object.entries(active.manifest.service?.messages ?? {}).filter(([, message]) =>
    message.roles.some((role) => user.roles.includes(role)),
  );
  const waiting = await office.store.find(SUBSCRIPTIONS, { where: { rootId: row._id, kind: null }, limit: 200 });
  const open = offered
    .filter(([name]) => waiting.records.some((subscription) => subscription.messageName === name))
    .filter(() => row.applicantId === user.userId || isStaff(user));
  return Promise.all(
    open.map(async ([name, { label, formId }]) => {
      const book = formId === undefined ? undefined : findForm(closure, formId);
      const privacy = book && (await laterPrivacy(office, user, { active, book }));
      const told = privacy === undefined ? {} : { privacy };
      return { name, label, ...formOfMessage(closure, formId), ...told };
    }),
  );
}

function formOfMessage(closure: OpenCase['closure'], formId: string | undefined): Pick<MessageView, 'formId' | 'form'> {
  const book = formId === undefined ? undefined : findForm(closure, formId);
  if (formId === undefined || book === undefined) return {};
  const access: NodeAccess = { formId, fallback: 'write', fields: [], writable: [], complete: true };
  return { formId, form: formView({ book, access, document: {}, writable: true, clear: true }) };
}
