import { createContext } from 'react';
import type { JsonObject } from '../../../engine/index.js';

/** The whole document, for the few widgets whose choices stand elsewhere in it; they draw themselves anew with every change. */
export const DocumentContext = createContext<JsonObject>({});
