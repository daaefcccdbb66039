import {
  taskForms,
  type CompiledPackage,
  type NodeAccess,
  type ServiceDescription,
  type StartEventPlan,
} from '../../engine/index.js';
import { findForm, type BookForm } from '../read/form-book.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A service that can be started now, with its start form. */
export interface StartableService {
  readonly active: CompiledPackage;
  readonly service: ServiceDescription;
  readonly closure: readonly CompiledPackage[];
  readonly book: BookForm;
  readonly access: NodeAccess;
}

/** The active version of a service and its start form. Throws RequestProblem NOT_FOUND for a key without a service. */
export async function serviceOf(office: Office, key: string): Promise<StartableService> {
  const active = await office.packages.activePackage(key);
  const service = active?.manifest.service;
  if (active === undefined || service === undefined) throw new RequestProblem('NOT_FOUND');
  const closure = await office.packages.closure(active.hash);
  const book = findForm(closure, service.formId);
  const program = await office.packages.programFor(service.processId, active.hash);
  const start = program?.plan.elements[service.startEventId];
  if (book === undefined || program === undefined || start?.type !== 'startEvent') {
    throw new RequestProblem('START_EVENT_UNKNOWN');
  }
  return { active, service, closure, book, access: startAccess(start, program, service.formId) };
}

/** What the start event lets people write; a start form always checks everything. */
function startAccess(
  start: StartEventPlan,
  program: NonNullable<Awaited<ReturnType<Office['packages']['programFor']>>>,
  formId: string,
): NodeAccess {
  const forms = taskForms({
    plan: program.plan,
    form: start.form ?? { access: [] },
    formId,
    expressions: program.expressions,
    context: {},
  });
  const own = forms.find((form) => form.formId === formId && form.writable);
  if (own === undefined) throw new RequestProblem('START_EVENT_UNKNOWN');
  return { ...own.access, complete: true };
}
