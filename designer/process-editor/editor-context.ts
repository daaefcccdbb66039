import { createContext, useContext } from 'react';
import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import type { Create, Edit, ModdleObject } from './model/moddle-object.js';
import type { DiagramElement } from './modeler/editor-services.js';
import type { PackageResources } from './resources.js';
import type { Tell } from './texts/tell.js';

/** What every part of the panel works with. A new value is given after every step, so that all parts are drawn anew. */
export interface EditorContextValue {
  readonly lang: Lang;
  readonly t: Tell;
  readonly say: (text: Text | undefined) => string;
  readonly resources: PackageResources;
  /** The canvas element whose properties are shown. */
  readonly element: DiagramElement;
  readonly definitions: ModdleObject;
  readonly create: Create;
  /** Carries out edits as one step of undo. */
  readonly apply: (...edits: readonly Edit[]) => void;
  readonly englishName: (id: string) => string;
  readonly setEnglishName: (id: string, text: string) => void;
  readonly goTo: (elementId: string) => void;
}

/** The context of the panel. */
export const EditorContext = createContext<EditorContextValue | undefined>(undefined);

/** What this part of the panel works with. */
export function useEditor(): EditorContextValue {
  const value = useContext(EditorContext);
  if (!value) throw new Error('useEditor outside of a process editor');
  return value;
}
