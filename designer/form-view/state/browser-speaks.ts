import type { Lang } from '../types.js';

/** Whether the browser's own controls (the calendar of a date field, say) speak the language of the page. They know only the browser's. */
export function browserSpeaks(lang: Lang): boolean {
  return typeof navigator === 'undefined' || navigator.language.toLowerCase().startsWith(lang);
}
