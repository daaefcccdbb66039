/** Where to go after signing in: a path of this site, never another site (`//elsewhere`, `https:`). */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next) || /[\u0000-\u001f\\]/.test(next)) return '/';
  return next.startsWith('/login') ? '/' : next;
}
