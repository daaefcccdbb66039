/** 2 for the very code, 1 for a catcher that takes any, 0 for another code. */
export function codeFit(wanted: string | undefined, code: string): number {
  if (wanted === undefined || wanted === '') return 1;
  return wanted === code ? 2 : 0;
}
