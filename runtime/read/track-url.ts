/** Where anyone with the query code can look the case up. Built from PUBLIC_URL only. */
export function trackUrl(publicUrl: string, caseNumber: string): string {
  return `${publicUrl}/t?n=${encodeURIComponent(caseNumber)}`;
}
