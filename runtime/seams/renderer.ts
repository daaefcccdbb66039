import type { DocumentTemplate, JsonObject } from '../../engine/index.js';

/** What a document is drawn from. `issuedAt` is ms since the epoch; the same request always gives the same bytes. */
export interface RenderRequest {
  readonly template: DocumentTemplate;
  readonly data: JsonObject;
  readonly documentNo: string;
  readonly issuedAt: number;
  /** Text of a QR code to print, for example the verify URL. */
  readonly qr?: string;
  /** Printed across each page, for example in demo mode. */
  readonly watermark?: string;
  /** Files to attach to the PDF, for example the signed certificate. */
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
}

/** Draws documents as PDF. Deterministic, without side effect. */
export interface Renderer {
  render(request: RenderRequest): Promise<Uint8Array>;
}
