import type { ReactNode } from 'react';
import { say } from '../say.js';
import { tell } from '../texts.js';
import type { FieldError, Lang } from '../types.js';

/** All errors after a refused submit, each a link to its field. */
export function ErrorSummary(props: {
  readonly errors: readonly FieldError[];
  readonly lang: Lang;
  readonly idPrefix: string;
  readonly onGo: (pointer: string) => void;
}): ReactNode {
  const { errors, lang } = props;
  return (
    <div className="fv-summary" role="alert">
      <p className="fv-summary-title">{tell(lang, 'errorSummary', { n: errors.length })}</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.pointer} ${error.code}`}>
            <a
              href={`#${props.idPrefix}${error.pointer}`}
              onClick={(event) => {
                event.preventDefault();
                props.onGo(error.pointer);
              }}
            >
              {say(error.text, lang)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
