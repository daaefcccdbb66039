import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type PdfDocument from 'pdfkit';

const PDFDocument = createRequire(import.meta.url)('pdfkit') as typeof PdfDocument;

/** A real one-page PDF with a drawing on it, to be uploaded as the plan of a shop. */
export async function drawPlan(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', () => resolve()));
  document.rect(80, 80, 430, 260).stroke();
  document.rect(80, 80, 160, 130).stroke();
  document.fontSize(12).text('Kitchen', 130, 140).text('Guests', 340, 200);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The text of a PDF as `pdftotext` (poppler) reads it. */
export function pdfText(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-enc', 'UTF-8', '-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
}
