import { useSyncExternalStore } from 'react';
import { here, watchLocation } from './location.js';

/** Path and query of the page shown now; the component draws itself anew when they change. */
export function useLocation(): { readonly path: string; readonly query: URLSearchParams } {
  const whole = useSyncExternalStore(watchLocation, here);
  const [path = '/', query = ''] = whole.split('?');
  return { path, query: new URLSearchParams(query) };
}
