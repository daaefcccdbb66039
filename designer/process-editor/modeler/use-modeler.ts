import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Lang } from '../../form-view/types.js';
import { createModeler, type ProcessModeler } from './create-modeler.js';
import { service } from './editor-services.js';
import { createEnglishNames, type EnglishNames } from './english-names.js';

/** A modeler with an open file. */
export interface OpenModeler {
  readonly modeler: ProcessModeler;
  readonly english: EnglishNames;
}

/** What the mount answers: nothing yet, an open modeler, or why the file cannot be opened. */
export interface ModelerMount {
  readonly container: RefObject<HTMLDivElement | null>;
  readonly open: OpenModeler | undefined;
  readonly failure: string | undefined;
}

/**
 * Mounts bpmn-js once and opens the file it is first given. The effect may run, be cleaned up and run again (React's strict mode): the
 * import of a modeler that was destroyed meanwhile is rejected by bpmn-js, and `dead` lets that pass. A change of language redraws the
 * tools and keeps the file with its undo.
 */
export function useModeler(options: {
  readonly xml: string;
  readonly english: Readonly<Record<string, string>>;
  readonly lang: Lang;
}): ModelerMount {
  const { lang } = options;
  const container = useRef<HTMLDivElement>(null);
  const start = useRef(options);
  const langNow = useRef(lang);
  const [state, setState] = useState<{ readonly open?: OpenModeler; readonly failure?: string }>({});
  useEffect(() => {
    if (container.current === null) return;
    let dead = false;
    const english = createEnglishNames(start.current.english);
    const modeler = createModeler({ container: container.current, lang: () => langNow.current, english });
    modeler.importXML(start.current.xml).then(
      () => {
        if (!dead) setState({ open: { modeler, english } });
      },
      (error: unknown) => {
        if (!dead) setState({ failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      dead = true;
      setState({});
      modeler.destroy();
    };
  }, []);
  useEffect(() => {
    langNow.current = lang;
    if (state.open) service(state.open.modeler, 'eventBus').fire('i18n.changed');
  }, [lang, state.open]);
  return { container, open: state.open, failure: state.failure };
}
