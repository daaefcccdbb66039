import type { ReactNode } from 'react';
import { useDesignTexts } from './design-texts.js';

/** A file that has no editor yet, as text. */
export function TextFile({ path, text }: { readonly path: string; readonly text: string }): ReactNode {
  const { d } = useDesignTexts();
  return (
    <section className="dz-text" aria-label={path}>
      <p className="yz-soft">
        <code>{path}</code> · {d('readOnly')}
      </p>
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
