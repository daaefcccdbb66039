import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/**
 * Shows its children in a frame of its own, so that styles that ask for the width of the window see the width of the preview. The styles
 * of this page are taken over; there is no script inside.
 */
export function Framed(props: {
  readonly title: string;
  readonly width: number | undefined;
  readonly lang: string;
  readonly children: ReactNode;
}): ReactNode {
  const [body, setBody] = useState<HTMLElement>();
  const take = (frame: HTMLIFrameElement | null): void => {
    const inner = frame?.contentDocument;
    if (!inner || inner.body === body) return;
    inner.head.replaceChildren(
      ...[...document.querySelectorAll('link[rel=stylesheet], style')].map((style) => inner.importNode(style, true)),
    );
    inner.documentElement.lang = props.lang;
    inner.title = props.title;
    setBody(inner.body);
  };
  useEffect(() => {
    if (body) body.ownerDocument.documentElement.lang = props.lang;
  }, [body, props.lang]);
  return (
    <iframe
      className="fp-frame"
      title={props.title}
      ref={take}
      onLoad={(event) => take(event.currentTarget)}
      style={props.width === undefined ? {} : { maxWidth: props.width }}
    >
      {body && createPortal(<div className="fp-page">{props.children}</div>, body)}
    </iframe>
  );
}
