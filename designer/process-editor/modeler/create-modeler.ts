import Modeler from 'bpmn-js/lib/Modeler';
import type { Lang } from '../../form-view/types.js';
import { MODDLE_EXTENSIONS } from '../moddle-extensions.js';
import { EDIT_COMMANDS } from './edit-commands.js';
import type { ServiceHolder } from './editor-services.js';
import type { EnglishNames } from './english-names.js';
import { EXECUTED_ONLY } from './executed-only.js';
import { NEW_ELEMENTS } from './new-elements.js';
import { PALETTE_KEYS } from './palette-keys.js';
import { translator } from './translate.js';

/** A bpmn-js modeler with our dialect, as far as the editor needs it. */
export interface ProcessModeler extends ServiceHolder {
  importXML(xml: string): Promise<{ readonly warnings: readonly string[] }>;
  saveXML(options: { readonly format: boolean }): Promise<{ readonly xml?: string }>;
  getDefinitions(): unknown;
  destroy(): void;
}

/** Makes a modeler in a container. The logo of bpmn.io belongs to it and is left as it is. */
export function createModeler(options: {
  readonly container: HTMLElement;
  readonly lang: () => Lang;
  readonly english: EnglishNames;
}): ProcessModeler {
  const additionalModules = [
    { translate: ['value', translator(options.lang)], englishNames: ['value', options.english] },
    EDIT_COMMANDS,
    EXECUTED_ONLY,
    NEW_ELEMENTS,
    PALETTE_KEYS,
  ];
  const modeler = new Modeler({
    container: options.container,
    moddleExtensions: { ...MODDLE_EXTENSIONS },
    additionalModules: additionalModules as never,
    textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontSize: 12 } },
  } as ConstructorParameters<typeof Modeler>[0]);
  return modeler as unknown as ProcessModeler;
}

const FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
