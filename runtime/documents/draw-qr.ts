import QRCode from 'qrcode';

/** Draws a QR code as vector squares with a quiet zone of 4 modules; `size` is its side in points. Error correction level M. */
export function drawQr(
  doc: PDFKit.PDFDocument,
  { text, x, y, size }: { readonly text: string; readonly x: number; readonly y: number; readonly size: number },
): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const step = size / (modules.size + 8);
  doc.save().rect(x, y, size, size).fill('#ffffff').fillColor('#000000');
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      // A hair wider than the module, so that viewers draw no white lines between neighbours.
      if (modules.get(row, column)) {
        doc.rect(x + (column + 4) * step, y + (row + 4) * step, step * 1.02, step * 1.02);
      }
    }
  }
  doc.fill('#000000').restore();
}
