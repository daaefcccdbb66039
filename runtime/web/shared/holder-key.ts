/** A key of somebody who keeps a secret vote closed: the private part (32 bytes) and the public point, both base64url. */
export interface HolderKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes such a key in the browser; the private part goes nowhere by itself. */
export async function makeHolderKey(): Promise<HolderKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { d = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const bytes = (text: string): number[] =>
    Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const point = String.fromCharCode(4, ...bytes(x), ...bytes(y));
  return { privateKey: d, publicKey: btoa(point).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') };
}
