import { Alert, Modal } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { type FormSource, FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import { failureSentence } from '../../shared/problem.js';
import { fileService } from '../../shared/upload.js';
import { useTexts } from '../texts/use-texts.js';
import { useReturnFocus } from '../parts/use-return-focus.js';

/** A small form in a dialog; stays open with the reason when what is sent is refused. */
export function FormDialog(props: {
  readonly title: string;
  readonly hint?: string;
  readonly form: FormSource;
  readonly document?: JsonObject;
  readonly submit: string;
  readonly onSend: (document: JsonObject) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const { lang } = useTexts();
  const files = useMemo(() => fileService(), []);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [document] = useState<JsonObject>(props.document ?? {});
  const send = async (entered: JsonObject): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await props.onSend(entered);
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(false);
    }
  };
  return (
    <Modal open title={props.title} footer={null} onCancel={props.onClose} destroyOnHidden width={560}>
      {props.hint !== undefined && <p className="yz-soft yz-gap-below">{props.hint}</p>}
      {failure !== undefined && <Alert type="error" showIcon role="alert" title={failure} className="yz-gap-below" />}
      <div className="yz-sheet">
        <FormView
          form={props.form}
          document={document}
          lang={lang}
          files={files}
          idPrefix="vote"
          isBusy={isBusy}
          submitLabel={props.submit}
          onSubmit={(_, entered) => void send(entered)}
        />
      </div>
    </Modal>
  );
}

/** The file id of an attachment in a form's document. */
export function fileIn(document: JsonObject, name: string): string | undefined {
  const value = document[name] as { readonly fileId?: string } | undefined;
  return value?.fileId;
}

/** A text in a form's document; undefined when there is none. */
export function textIn(document: JsonObject, name: string): string | undefined {
  const value = document[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
