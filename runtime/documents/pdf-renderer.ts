import type { CalendarData } from '../../engine/index.js';
import type { Renderer, RenderRequest } from '../seams/renderer.js';
import { drawBlock } from './draw-block.js';
import { drawQr } from './draw-qr.js';
import { drawWatermark } from './draw-watermark.js';
import { loadFonts } from './fonts.js';
import { fillTemplate, type FilledDocument } from './template-body.js';

const MARGINS = { top: 64, bottom: 64, left: 68, right: 68 };
const QR_SIDE = 84;

/** Draws documents with pdfkit in Noto Sans SC. The same request gives the same bytes. */
export function createPdfRenderer(calendar: CalendarData): Renderer {
  return {
    render: async (request) => {
      const filled = fillTemplate(request.template, { context: request.data, now: request.issuedAt, calendar });
      const doc = await open(request, filled);
      const done = collect(doc);
      drawHead(doc, request, filled);
      for (const block of filled.blocks) drawBlock(doc, block);
      drawCorner(doc, request, filled);
      drawEachPage(doc, request, filled);
      attach(doc, request);
      doc.end();
      return done;
    },
  };
}

async function open(request: RenderRequest, filled: FilledDocument): Promise<PDFKit.PDFDocument> {
  // Loaded with the first document: 10 MB, and 20 MB of fonts.
  const { default: PDFDocument } = await import('pdfkit');
  const fonts = loadFonts();
  const made = new Date(request.issuedAt);
  const doc = new PDFDocument({
    size: filled.paper === 'A5' ? 'A5' : 'A4',
    layout: filled.paper === 'A4-landscape' ? 'landscape' : 'portrait',
    margins: MARGINS,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: `${filled.title} ${request.documentNo}`.trim(),
      Producer: 'Yizhan',
      Creator: 'Yizhan',
      CreationDate: made,
      ModDate: made,
    },
  });
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  return doc;
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

function drawHead(doc: PDFKit.PDFDocument, request: RenderRequest, filled: FilledDocument): void {
  doc.font('bold').fontSize(20).fillColor('#000000').text(filled.title, { align: 'center' });
  doc.moveDown(0.4);
  if (request.documentNo !== '') doc.font('regular').fontSize(10.5).text(request.documentNo, { align: 'center' });
  doc.moveDown(1);
}

/** The QR code of the request stands below the text, at the left, unless the template places one itself. */
function drawCorner(doc: PDFKit.PDFDocument, request: RenderRequest, filled: FilledDocument): void {
  if (request.qr === undefined || filled.blocks.some((block) => block.kind === 'qr')) return;
  if (doc.y + QR_SIDE > doc.page.height - doc.page.margins.bottom) doc.addPage();
  drawQr(doc, { text: request.qr, x: doc.page.margins.left, y: doc.y, size: QR_SIDE });
  doc.y += QR_SIDE;
}

function drawEachPage(doc: PDFKit.PDFDocument, request: RenderRequest, filled: FilledDocument): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    const { width, height } = doc.page;
    // Below the text area: without this pdfkit would begin a new page.
    doc.page.margins.bottom = 0;
    if (request.watermark !== undefined) drawWatermark(doc, { text: request.watermark, width, height });
    const foot = [filled.footer, `${page - start + 1} / ${count}`].filter((part) => part !== '').join('    ');
    doc
      .font('regular')
      .fontSize(8.5)
      .fillColor('#555555')
      .text(foot, MARGINS.left, height - 44, {
        width: width - MARGINS.left - MARGINS.right,
        align: 'center',
        lineBreak: false,
      });
  }
}

function attach(doc: PDFKit.PDFDocument, request: RenderRequest): void {
  const made = new Date(request.issuedAt);
  for (const { name, type, bytes } of request.attachments ?? []) {
    doc.file(Buffer.from(bytes), { name, type, creationDate: made, modifiedDate: made });
  }
}
