import type { ReactNode } from 'react';
import { say } from '../say.js';
import { tell } from '../texts.js';
import type { FieldMark, Lang } from '../types.js';

/** The note at a field: what the office wants corrected, or that the value was filled in beforehand. */
export function FieldMarkNote({
  mark,
  lang,
  id,
}: {
  readonly mark: FieldMark;
  readonly lang: Lang;
  readonly id: string;
}): ReactNode {
  if (mark.kind === 'prefilled') {
    return (
      <p className="fv-note" id={id}>
        {say(mark.text, lang) || tell(lang, 'prefilled')}
      </p>
    );
  }
  return (
    <div className="fv-problem" id={id}>
      <p>
        <strong>{tell(lang, 'problem')}</strong> {say(mark.text, lang)}
      </p>
      {mark.fix !== undefined && (
        <p>
          <strong>{tell(lang, 'fix')}</strong> {say(mark.fix, lang)}
        </p>
      )}
    </div>
  );
}
