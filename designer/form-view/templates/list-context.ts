import { createContext } from 'react';
import type { Lang } from '../types.js';

/** What a row knows about its list. */
export interface ListPlace {
  readonly title: string;
  readonly lang: Lang;
  onRemove(): void;
}

/** The list around a row. */
export const ListContext = createContext<ListPlace>({ title: '', lang: 'zh', onRemove: () => undefined });
