import { type ReactNode, useMemo, useState } from 'react';
import type { ProcessPlan } from '../../../../engine/index.js';
import { isObject, type JsonObject } from '../../../../engine/index.js';
import {
  EditHistory,
  fieldReaders,
  FormBuilder,
  FormPreview,
  formsIn,
  type PackageFiles,
  previewNodes,
  readJson,
  type ServiceStart,
} from '../../../../designer/index.js';
import { useDesignTexts } from './design-texts.js';
import { baseName } from './file-kinds.js';
import { TextFile } from './text-file.js';

/** A form: edited field by field, or as its nodes show it. */
export function FormFile(props: {
  readonly path: string;
  readonly files: PackageFiles;
  readonly plans: readonly ProcessPlan[];
  /** What is opened first. */
  readonly first: 'edit' | 'preview';
  readonly onChange: (files: PackageFiles) => void;
}): ReactNode {
  const { d, lang } = useDesignTexts();
  const [tab, setTab] = useState(props.first);
  const { path, files, plans } = props;
  const id = baseName(path);
  const form = useMemo(() => formsIn(files).find((one) => one.id === id), [files, id]);
  const nodes = useMemo(() => previewNodes(plans, id, serviceOf(files)), [plans, id, files]);
  const readers = useMemo(() => fieldReaders(plans, files, id), [plans, files, id]);
  const samples = useMemo(() => samplesOf(files, form?.schema), [files, form]);
  const uiSchema = useMemo(() => readJson(files[path])['uiSchema'], [files, path]);
  if (!form) return <TextFile path={path} text={files[path] ?? ''} />;
  const body = (change: (files: PackageFiles) => void): ReactNode => (
    <>
      <div className="dz-sub-tabs" role="group" aria-label={form.title[lang]}>
        {(['edit', 'preview'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={tab === one} onClick={() => setTab(one)}>
            {d(one === 'edit' ? 'fieldsTab' : 'previewTab')}
          </button>
        ))}
      </div>
      {tab === 'edit' ? (
        <FormBuilder id={id} files={files} lang={lang} readers={readers} onChange={change} />
      ) : (
        <FormPreview
          id={id}
          title={form.title}
          schema={form.schema}
          uiSchema={isObject(uiSchema) ? uiSchema : {}}
          english={form.english}
          nodes={nodes}
          samples={samples}
          lang={lang}
        />
      )}
    </>
  );
  return (
    <EditHistory files={files} lang={lang} onChange={props.onChange}>
      {body}
    </EditHistory>
  );
}

/** What the service begins with, by the manifest. */
function serviceOf(files: PackageFiles): ServiceStart | undefined {
  const service = readJson(files['manifest.json'])['service'];
  if (!isObject(service)) return undefined;
  const { processId, startEventId, formId } = service;
  if (typeof processId !== 'string' || typeof startEventId !== 'string' || typeof formId !== 'string') return undefined;
  return { processId, startEventId, formId };
}

/** Sample documents that look like documents of this form: most of their fields are fields of the form. */
function samplesOf(files: PackageFiles, schema: JsonObject | undefined): Readonly<Record<string, JsonObject>> {
  const properties = schema?.['properties'];
  if (!isObject(properties)) return {};
  const entries = Object.entries(files).flatMap(([path, text]): [string, JsonObject][] => {
    if (!path.startsWith('samples/documents/')) return [];
    const document = readJson(text);
    const fields = Object.keys(document);
    const known = fields.filter((field) => Object.hasOwn(properties, field));
    return fields.length > 0 && known.length >= fields.length * 0.8 ? [[baseName(path), document]] : [];
  });
  return Object.fromEntries(entries);
}
