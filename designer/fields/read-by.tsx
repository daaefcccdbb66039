import type { ReactNode } from 'react';
import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import { tellField } from './texts.js';

/** The places that read a field, folded up. */
export function ReadBy({ readers, lang }: { readonly readers: readonly Text[]; readonly lang: Lang }): ReactNode {
  if (readers.length === 0) return <p className="ed-hint">{tellField(lang, 'readByNone')}</p>;
  return (
    <details className="ed-hint">
      <summary>{tellField(lang, 'readBy', { n: String(readers.length) })}</summary>
      <ul>
        {readers.map((place) => (
          <li key={place.zh}>{place[lang]}</li>
        ))}
      </ul>
    </details>
  );
}
