import { drawQr } from './draw-qr.js';
import { drawTable } from './draw-table.js';
import type { Block } from './template-body.js';

const BODY = 12;
const SMALL = 9.5;
const LINE_GAP = 5;
const QR_SIDE = 92;
const SEAL_WIDTH = 210;
const SEAL_RADIUS = 46;

/** Draws one block at the present place of the page and moves on below it. */
export function drawBlock(doc: PDFKit.PDFDocument, block: Block): void {
  const { left, right } = doc.page.margins;
  const width = doc.page.width - left - right;
  doc.x = left;
  doc.fillColor('#000000');
  switch (block.kind) {
    case 'heading':
      doc
        .moveDown(0.3)
        .font('bold')
        .fontSize(18 - 2 * block.level)
        .text(block.text, { width, lineGap: LINE_GAP });
      doc.moveDown(0.3);
      return;
    case 'text': {
      const size = block.small ? SMALL : BODY;
      doc
        .font(block.bold ? 'bold' : 'regular')
        .fontSize(size)
        .text(block.text, { width, align: block.align, lineGap: LINE_GAP, indent: block.indent ? size * 2 : 0 });
      doc.moveDown(0.25);
      return;
    }
    case 'table':
      drawTable(doc, { rows: block.rows, header: block.header, widths: block.widths, left, width });
      return;
    case 'list':
      doc.font('regular').fontSize(BODY);
      block.items.forEach((item, index) => {
        doc.text(`${block.numbered ? `${index + 1}. ` : '· '}${item}`, left + BODY, doc.y, {
          width: width - BODY,
          lineGap: LINE_GAP,
        });
      });
      doc.x = left;
      doc.moveDown(0.25);
      return;
    case 'space':
      doc.y += block.height;
      return;
    case 'seal':
      drawSealPlace(doc, block);
      return;
    case 'qr':
      drawQrBlock(doc, block);
  }
}

/** Where the seal goes: the organisation and the date at the right, and a dashed ring that says so. */
function drawSealPlace(doc: PDFKit.PDFDocument, { org, date }: { readonly org: string; readonly date: string }): void {
  keepTogether(doc, 2 * SEAL_RADIUS + 8);
  const x = doc.page.width - doc.page.margins.right - SEAL_WIDTH;
  const top = doc.y;
  const middle = x + SEAL_WIDTH / 2;
  doc
    .save()
    .lineWidth(0.8)
    .dash(3, { space: 3 })
    .strokeColor('#b03030')
    .circle(middle, top + SEAL_RADIUS, SEAL_RADIUS)
    .stroke()
    .restore();
  doc
    .font('regular')
    .fontSize(8)
    .fillColor('#b03030')
    .text('（印章）', x, top + 12, { width: SEAL_WIDTH, align: 'center' });
  doc
    .fontSize(BODY)
    .fillColor('#000000')
    .text(org, x, top + SEAL_RADIUS - 14, { width: SEAL_WIDTH, align: 'center', lineGap: 3 });
  doc.text(date, x, doc.y + 2, { width: SEAL_WIDTH, align: 'center' });
  doc.x = doc.page.margins.left;
  doc.y = Math.max(doc.y, top + 2 * SEAL_RADIUS) + 8;
}

function drawQrBlock(
  doc: PDFKit.PDFDocument,
  { value, caption }: { readonly value: string; readonly caption: string },
): void {
  keepTogether(doc, QR_SIDE + 24);
  const { left } = doc.page.margins;
  const top = doc.y;
  drawQr(doc, { text: value, x: left, y: top, size: QR_SIDE });
  doc.y = top + QR_SIDE + 2;
  if (caption !== '')
    doc
      .font('regular')
      .fontSize(SMALL)
      .fillColor('#000000')
      .text(caption, left, doc.y, { width: QR_SIDE * 3 });
  doc.moveDown(0.4);
}

function keepTogether(doc: PDFKit.PDFDocument, height: number): void {
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
}
