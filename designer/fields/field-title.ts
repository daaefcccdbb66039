import type { Lang } from '../form-view/types.js';
import type { Field } from './field.js';

/** What a field is called in the reader's language. */
export function titleOf(field: Field, lang: Lang): string {
  return (lang === 'en' && field.english !== '' ? field.english : field.title) || field.name;
}
