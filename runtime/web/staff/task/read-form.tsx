import { EyeOutlined } from '@ant-design/icons';
import { Icon } from '../parts/icon.js';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { FormView } from '../../../../designer/form-view/index.js';
import type { JsonValue } from '../../../../engine/index.js';
import { withValueAt } from '../../../../engine/index.js';
import { fileService } from '../../shared/upload.js';
import type { TaskForm } from '../api/types.js';
import { Nothing } from '../parts/nothing.js';
import { useTexts } from '../texts/use-texts.js';
import { withoutIds } from './without-ids.js';
import { RevealDialog } from './reveal-dialog.js';

/**
 * A form for reading, shown with its own version and foldable. Masked values can be shown one by one for a reason; they are masked
 * again when the page is left.
 */
export function ReadForm(props: {
  readonly form: TaskForm;
  readonly caseId: string;
  readonly open: boolean;
  readonly mayReveal: boolean;
}): ReactNode {
  const { t, say, lang } = useTexts();
  const { form, caseId } = props;
  const formId = form.formId ?? form.id ?? '';
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<ReadonlyMap<string, JsonValue>>(new Map());
  const files = useMemo(() => fileService(caseId), [caseId]);
  const document = useMemo(() => {
    let current: JsonValue = form.document ?? {};
    for (const [pointer, value] of shown) current = withValueAt(current, pointer, value);
    return current as NonNullable<TaskForm['document']>;
  }, [form.document, shown]);
  const source = useMemo(() => ({ ...form, schema: withoutIds(form.schema, true) }), [form]);
  const masked = (form.masked ?? []).filter((pointer) => !shown.has(pointer));
  const isEmpty = Object.keys(document).length === 0;
  return (
    <details className="yz-sheet" open={props.open} data-form={formId}>
      <summary>
        <h3>{say(form.title)}</h3>
        {form.packageVersion !== undefined && (
          <span className="yz-version">{t('form.version', { version: form.packageVersion })}</span>
        )}
      </summary>
      <div className="yz-sheet-body">
        {masked.length > 0 && (
          <div className="yz-masked">
            <span>{t('reveal.count', { count: masked.length })}</span>
            {props.mayReveal ? (
              <Button size="small" icon={<Icon of={EyeOutlined} />} onClick={() => setAsking(true)}>
                {t('reveal.button')}
              </Button>
            ) : (
              <span>{t('reveal.handlerOnly')}</span>
            )}
          </div>
        )}
        {isEmpty ? (
          <Nothing title={t('form.empty')} />
        ) : (
          <FormView form={source} document={document} lang={lang} files={files} readOnly idPrefix={`read-${formId}`} />
        )}
      </div>
      {asking && (
        <RevealDialog
          caseId={caseId}
          form={form}
          masked={masked}
          onShown={(values) => setShown((known) => new Map([...known, ...values]))}
          onClose={() => setAsking(false)}
        />
      )}
    </details>
  );
}
