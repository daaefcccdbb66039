import { type ReactNode, useEffect, useRef } from 'react';
import { useLang } from '../state/use-lang.js';

let isFirstPage = true;

/** The heading of a page. It gives the window its title and, after a change of page, takes the focus, so that it is read out. */
export function PageTitle({ text, children }: { readonly text: string; readonly children?: ReactNode }): ReactNode {
  const { tell } = useLang();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · ${tell('brand')}`;
  }, [text, tell]);
  useEffect(() => {
    if (isFirstPage) isFirstPage = false;
    else heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? text}
    </h1>
  );
}
