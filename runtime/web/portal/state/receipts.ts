import type { Receipt } from '../../shared/api-types.js';

const nameOf = (caseId: string): string => `yizhan.receipt.${caseId}`;

/** Keeps a receipt for this tab: the query code is told only once. */
export function keepReceipt(receipt: Receipt): void {
  try {
    sessionStorage.setItem(nameOf(receipt.caseId), JSON.stringify(receipt));
  } catch {
    // The receipt is still in the PDF.
  }
}

/** The receipt kept in this tab. */
export function keptReceipt(caseId: string): Receipt | undefined {
  try {
    const text = sessionStorage.getItem(nameOf(caseId));
    return text === null ? undefined : (JSON.parse(text) as Receipt);
  } catch {
    return undefined;
  }
}
