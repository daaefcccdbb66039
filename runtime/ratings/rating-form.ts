import type { NodeAccess } from '../../engine/index.js';
import { findForm, type BookForm } from '../read/form-book.js';
import { formView, type FormView } from '../read/form-view.js';
import type { OpenCase } from '../read/open-case.js';
import type { Store } from '../seams/store.js';
import { SUBSCRIPTIONS } from '../store/collections.js';

/** Message by which a rating comes in with the query code, and the form it carries. */
export const RATED = 'rated';
export const RATING_ACCESS: NodeAccess = {
  formId: 'rating',
  fallback: 'write',
  fields: [],
  writable: [],
  complete: true,
};

/** The form of a rating while the case waits for one; undefined before and afterwards. */
export async function ratingBook(store: Store, { row, closure }: OpenCase): Promise<BookForm | undefined> {
  const where = { rootId: row._id, messageName: RATED, kind: null };
  const { records } = await store.find(SUBSCRIPTIONS, { where, limit: 1 });
  return records.length === 0 ? undefined : findForm(closure, RATING_ACCESS.formId);
}

/** The form as a browser gets it. */
export async function ratingForm(
  { store }: { readonly store: Store },
  opened: OpenCase,
): Promise<FormView | undefined> {
  const book = await ratingBook(store, opened);
  return book && formView({ book, access: RATING_ACCESS, document: {}, writable: true, clear: true });
}
