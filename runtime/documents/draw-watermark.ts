/** The part of pdfkit's font object that is needed here: the layout engine of fontkit, which pdfkit keeps for itself. */
interface OutlineFont {
  readonly unitsPerEm: number;
  layout(text: string): {
    readonly glyphs: readonly { readonly advanceWidth: number; readonly path: { toSVG(): string } }[];
  };
}

const SIZE = 44;

/**
 * Draws a watermark across the page as outlines of its glyphs: it is seen, but it is no text, so that search, copying and screen readers
 * get the document alone.
 */
export function drawWatermark(
  doc: PDFKit.PDFDocument,
  { text, width, height }: { readonly text: string; readonly width: number; readonly height: number },
): void {
  const font = outlineFont(doc);
  if (font === undefined) return;
  const { glyphs } = font.layout(text);
  const scale = SIZE / font.unitsPerEm;
  const length = glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) * scale;
  doc
    .save()
    .translate(width / 2, height / 2)
    .rotate(-35)
    .translate(-length / 2, SIZE / 3);
  // Glyphs are drawn upwards, pages downwards.
  doc.scale(scale, -scale).fillColor('#888888', 0.16);
  for (const glyph of glyphs) {
    const outline = glyph.path.toSVG();
    if (outline !== '') doc.path(outline).fill();
    doc.translate(glyph.advanceWidth, 0);
  }
  doc.restore();
  doc.fillOpacity(1);
}

function outlineFont(doc: PDFKit.PDFDocument): OutlineFont | undefined {
  doc.font('bold');
  const inner = (doc as unknown as { readonly _font?: { readonly font?: unknown } })._font?.font;
  return typeof inner === 'object' && inner !== null && 'layout' in inner && 'unitsPerEm' in inner
    ? (inner as OutlineFont)
    : undefined;
}
