/** Reads one cookie of a `Cookie` header; undefined when it is absent or given twice. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

/** Name of the session cookie: with the `__Host-` promise where the office is served over TLS. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-sid' : 'yizhan-sid';
}

/** `Set-Cookie` value of a session; an empty id takes the cookie away. */
export function sessionCookie({ id, secure }: { readonly id: string; readonly secure: boolean }): string {
  const parts = [`${sessionCookieName(secure)}=${id}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (id === '') parts.push('Max-Age=0');
  return parts.join('; ');
}
