import type { ReactNode } from 'react';
import { tell } from '../texts.js';
import type { Attachment, FormSurroundings } from '../types.js';

/** The name of a stored file, with a link where it can be opened from here; a signature is shown as the picture it is. */
export function FileLink(props: {
  readonly file: Attachment;
  readonly around: FormSurroundings;
  readonly isSignature?: boolean;
}): ReactNode {
  const { file, around, isSignature = false } = props;
  const href = around.files?.href(file);
  if (href === undefined) return <span className="fv-file-name">{file.name}</span>;
  if (isSignature) return <img className="fv-signature-read" src={href} alt={tell(around.lang, 'signatureOf')} />;
  return (
    <a className="fv-file-name" href={href} target="_blank" rel="noopener">
      {file.name}
    </a>
  );
}
