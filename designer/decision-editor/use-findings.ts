import { useEffect, useState } from 'react';
import type { Problem } from '../../engine/index.js';
import { checkDraft } from '../publish/check-draft.js';

const PAUSE_MS = 300;
const MANIFEST = JSON.stringify({ key: 'draft', title: { zh: '-', en: '-' }, version: '1.0' });

/**
 * What is wrong with a decision file: cells that are no FEEL, rows that overlap, inputs without a row, each with an example. Worked out by
 * the compiler of the server a moment after the file has changed.
 */
export function useFindings(path: string, xml: string): readonly Problem[] {
  const [found, setFound] = useState<readonly Problem[]>([]);
  useEffect(() => {
    let dead = false;
    const timer = setTimeout(() => {
      void checkDraft({ 'manifest.json': MANIFEST, [path]: xml }, new Map()).then((problems) => {
        if (!dead) setFound(problems.filter(({ file }) => file === path));
      });
    }, PAUSE_MS);
    return () => {
      dead = true;
      clearTimeout(timer);
    };
  }, [path, xml]);
  return found;
}
