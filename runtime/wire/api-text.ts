import type { Text } from '../../engine/index.js';

/** A text that may already be in the reader's language. */
export type ApiText = Text | string;
