import { useEffect, useRef, useState } from 'react';
import { service } from './editor-services.js';
import type { OpenModeler } from './use-modeler.js';

/** How long after the last step the file is written, ms. */
const PAUSE_MS = 250;

/** What the editor holds now. */
export interface EditedProcess {
  readonly xml: string;
  readonly english: Readonly<Record<string, string>>;
}

/**
 * The file as it is now, written a moment after every step and once more on leaving; `onChange` is told. Opening a file is no change:
 * until the first step it stays the very text that was opened.
 */
export function useSavedXml(
  open: OpenModeler | undefined,
  opened: string,
  onChange: (process: EditedProcess) => void,
): string {
  const [xml, setXml] = useState(opened);
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    if (!open) return;
    const { modeler, english } = open;
    const bus = service(modeler, 'eventBus');
    let timer: ReturnType<typeof setTimeout> | undefined;
    let dead = false;
    const save = async (): Promise<void> => {
      timer = undefined;
      const saved = await modeler.saveXML({ format: true });
      if (saved.xml === undefined) return;
      if (!dead) setXml(saved.xml);
      told.current({ xml: saved.xml, english: english.all() });
    };
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void save(), PAUSE_MS);
    };
    bus.on('commandStack.changed', later);
    return () => {
      bus.off('commandStack.changed', later);
      dead = true;
      if (timer === undefined) return;
      clearTimeout(timer);
      void save();
    };
  }, [open]);
  return xml;
}
