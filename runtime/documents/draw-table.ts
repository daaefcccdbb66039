const PADDING = 5;
const SIZE = 10.5;
const LINE_GAP = 2;
const LINE = '#444444';

/** Draws a bordered table over the full line; rows that do not fit go to a new page, one by one. */
export function drawTable(
  doc: PDFKit.PDFDocument,
  table: {
    readonly rows: readonly (readonly string[])[];
    readonly header: boolean;
    readonly widths: readonly number[];
    readonly left: number;
    readonly width: number;
  },
): void {
  const shares = table.widths.reduce((sum, share) => sum + share, 0);
  const widths = table.widths.map((share) => (share / shares) * table.width);
  doc.fontSize(SIZE);
  table.rows.forEach((row, index) => {
    const bold = table.header && index === 0;
    doc.font(bold ? 'bold' : 'regular');
    const options = (column: number) => ({ width: (widths[column] ?? 0) - 2 * PADDING, lineGap: LINE_GAP });
    const heights = row.map((cell, column) => doc.heightOfString(cell === '' ? ' ' : cell, options(column)));
    const height = Math.max(...heights) + 2 * PADDING;
    if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
    const top = doc.y;
    let x = table.left;
    row.forEach((cell, column) => {
      const width = spanOf(widths, row.length, column);
      if (bold) doc.save().rect(x, top, width, height).fill('#f2f2f2').restore();
      doc.save().lineWidth(0.6).strokeColor(LINE).rect(x, top, width, height).stroke().restore();
      doc
        .fillColor('#000000')
        .text(cell, x + PADDING, top + PADDING, { ...options(column), width: width - 2 * PADDING });
      x += width;
    });
    doc.y = top + height;
    doc.x = table.left;
  });
  doc.moveDown(0.6);
}

/** The last cell of a short row takes the rest of the line. */
function spanOf(widths: readonly number[], cells: number, column: number): number {
  if (column < cells - 1) return widths[column] ?? 0;
  return widths.slice(column).reduce((sum, width) => sum + width, 0);
}
