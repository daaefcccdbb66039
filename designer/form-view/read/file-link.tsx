import type { ReactNode } from 'react';
import type { Attachment, FormSurroundings } from '../types.js';

/** The name of a stored file, with a link where it can be opened from here. */
export function FileLink({
  file,
  around,
}: {
  readonly file: Attachment;
  readonly around: FormSurroundings;
}): ReactNode {
  const href = around.files?.href(file);
  if (href === undefined) return <span className="fv-file-name">{file.name}</span>;
  return (
    <a className="fv-file-name" href={href} target="_blank" rel="noopener">
      {file.name}
    </a>
  );
}
