import {
  isObject,
  nodeSchema,
  readOnly,
  type CompiledPackage,
  type JsonObject,
  type JsonValue,
  type ServiceDescription,
  type Text,
} from '../../engine/index.js';
import { formView, type FormView } from '../read/form-view.js';
import type { Office } from './office.js';
import { serviceOf } from './service-of.js';

/** A service as residents see it. */
export interface ServiceView extends ServiceDescription {
  readonly key: string;
  readonly version: string;
  readonly title: Text;
  readonly description?: Text;
}

/** One service with the version of its form, and a filled sample where the package ships one. */
export interface ServiceDetail extends ServiceView {
  readonly formVersion: string;
  readonly sample?: { readonly form: FormView; readonly document: JsonObject };
}

/** All services that can be started, by key. */
export async function listServices(office: Office): Promise<readonly ServiceView[]> {
  const views: ServiceView[] = [];
  for (const key of await office.packages.activeKeys()) {
    const active = await office.packages.activePackage(key);
    if (active?.manifest.service !== undefined) views.push(viewOf(active, active.manifest.service));
  }
  return views;
}

/** One service. Throws RequestProblem NOT_FOUND. */
export async function serviceDetail(office: Office, key: string): Promise<ServiceDetail> {
  const { active, service, book, access } = await serviceOf(office, key);
  const document = sampleOf(active);
  if (document === undefined) return { ...viewOf(active, service), formVersion: book.version };
  const calm = readOnly(access);
  const form = formView({ book, access: calm, document, writable: false, clear: false });
  return {
    ...viewOf(active, service),
    formVersion: book.version,
    sample: { form: { ...form, schema: nodeSchema(book.form.schema, calm) }, document: form.document },
  };
}

function viewOf(active: CompiledPackage, service: ServiceDescription): ServiceView {
  const { title, description } = active.manifest;
  return {
    ...service,
    key: active.key,
    version: active.version,
    title,
    ...(description === undefined ? {} : { description }),
  };
}

/** The first sample document of a package: fictitious, and shown masked all the same. */
function sampleOf(active: CompiledPackage): JsonObject | undefined {
  const path = Object.keys(active.files)
    .filter((name) => name.startsWith('samples/documents/'))
    .sort()[0];
  if (path === undefined) return undefined;
  const value = JSON.parse(active.files[path] ?? 'null') as JsonValue;
  return isObject(value) ? value : undefined;
}
