import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { go } from './location.js';

/** A link to another page of the portal. Opening it in a new tab works as with any link. */
export function Link(props: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }): ReactNode {
  const { href, onClick, ...rest } = props;
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}
