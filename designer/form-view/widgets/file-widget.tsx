import { type ReactNode, useRef } from 'react';
import { attachmentOut, attachmentsIn, writeSize } from '../schema/attachments.js';
import { typeOf } from '../schema/widget-name.js';
import { tell } from '../texts.js';
import type { Attachment } from '../types.js';
import { FileLink } from '../read/file-link.js';
import { useUploads, type Upload } from './use-uploads.js';
import { controlAttributes, type WidgetProps } from './widget-props.js';

/** One file or several: chosen or photographed, sent at once with progress, tried again after a failure, removed. */
export function FileWidget(props: WidgetProps): ReactNode {
  const { id, value, onChange, around, schema } = props;
  const { lang } = around;
  const isList = typeOf(schema) === 'array';
  const stored = attachmentsIn(value);
  const latest = useRef(stored);
  latest.current = stored;
  const put = (list: readonly Attachment[]): void => {
    latest.current = list;
    const [first] = list;
    if (first === undefined) onChange(undefined);
    else onChange(isList ? list.map(attachmentOut) : attachmentOut(first));
  };
  const { uploads, begin, retry, cancel } = useUploads(around, (one) => put(isList ? [...latest.current, one] : [one]));
  const attributes = controlAttributes(props);
  const hintId = `${id}__hint`;
  return (
    <div className="fv-files">
      {(stored.length > 0 || uploads.length > 0) && (
        <ul className="fv-file-list">
          {stored.map((file) => (
            <li key={file.fileId} className="fv-file">
              <FileLink file={file} around={around} />
              <span className="fv-file-size">{writeSize(file.size)}</span>
              <button
                type="button"
                className="fv-button fv-quiet"
                aria-label={tell(lang, 'removeFile', { name: file.name })}
                onClick={() => put(stored.filter((one) => one.fileId !== file.fileId))}
              >
                {tell(lang, 'remove')}
              </button>
            </li>
          ))}
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} lang={lang} onRetry={retry} onCancel={cancel} />
          ))}
        </ul>
      )}
      <div className="fv-file-pick">
        <input
          {...attributes}
          type="file"
          accept=".pdf,.ofd,.jpg,.jpeg,.png,image/jpeg,image/png,application/pdf"
          multiple={isList}
          required={props.required && stored.length === 0}
          aria-describedby={[props.describedBy, !props.hasHelp && hintId].filter(Boolean).join(' ')}
          onChange={(event) => {
            begin([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <span className="fv-button fv-file-button" aria-hidden="true">
          {tell(lang, isList ? 'chooseFiles' : 'chooseFile')}
        </span>
        {!props.hasHelp && (
          <span className="fv-hint" id={hintId}>
            {tell(lang, 'fileHint')}
          </span>
        )}
      </div>
    </div>
  );
}

function UploadRow(props: {
  readonly upload: Upload;
  readonly lang: 'zh' | 'en';
  readonly onRetry: (upload: Upload) => void;
  readonly onCancel: (upload: Upload) => void;
}): ReactNode {
  const { upload, lang } = props;
  const { name } = upload.file;
  const percent = Math.round(upload.share * 100);
  return (
    <li className="fv-file" data-failed={upload.failure !== undefined || undefined}>
      {upload.failure === undefined ? (
        <>
          <span role="status">{tell(lang, 'uploading', { name, percent })}</span>
          <progress max={100} value={percent} aria-label={name} />
        </>
      ) : (
        <>
          <span role="alert">{tell(lang, 'uploadFailed', { name, why: upload.failure })}</span>
          <button type="button" className="fv-button fv-quiet" onClick={() => props.onRetry(upload)}>
            {tell(lang, 'retry')}
          </button>
        </>
      )}
      <button type="button" className="fv-button fv-quiet" onClick={() => props.onCancel(upload)}>
        {tell(lang, 'cancel')}
      </button>
    </li>
  );
}
