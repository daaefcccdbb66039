import { type ReactNode, useEffect, useState } from 'react';

const QUIET = 4;

/** A QR code as one path, so that it is sharp at any size and on paper. The library comes only when a code is shown. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const [drawing, setDrawing] = useState<{ readonly size: number; readonly path: string }>();
  useEffect(() => {
    let isGone = false;
    void import('qrcode').then(({ default: qrcode }) => {
      const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
      let path = '';
      for (let row = 0; row < modules.size; row += 1) {
        for (let column = 0; column < modules.size; column += 1) {
          if (modules.get(row, column) !== 0) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
        }
      }
      if (!isGone) setDrawing({ size: modules.size + 2 * QUIET, path });
    });
    return () => {
      isGone = true;
    };
  }, [text]);
  if (drawing === undefined) return <span className="qr" aria-hidden="true" />;
  return (
    <svg className="qr" viewBox={`0 0 ${drawing.size} ${drawing.size}`} role="img" aria-label={label}>
      <path d="M0 0h999v999H0z" fill="#fff" />
      <path d={drawing.path} fill="#10222b" shapeRendering="crispEdges" />
    </svg>
  );
}
