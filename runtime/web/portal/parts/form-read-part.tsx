import { type ReactNode, useMemo } from 'react';
import { FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import { fileService } from '../../shared/upload.js';
import { toFormSource } from '../state/to-form-source.js';
import { useLang } from '../state/use-lang.js';

/** A form for reading, in a chunk of its own: pages that show none do not load the form renderer. */
export function FormReadPart(props: {
  readonly form: ApiForm;
  readonly document: JsonObject;
  readonly caseId?: string;
}): ReactNode {
  const { lang } = useLang();
  const form = useMemo(() => toFormSource(props.form), [props.form]);
  const files = useMemo(() => fileService(props.caseId), [props.caseId]);
  return <FormView form={form} document={props.document} lang={lang} files={files} readOnly />;
}
