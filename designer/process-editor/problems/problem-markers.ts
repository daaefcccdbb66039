import { useEffect } from 'react';
import type { Problem } from '../../../engine/index.js';
import { service, type ServiceHolder } from '../modeler/editor-services.js';

const MARKERS = { error: 'pe-has-error', warning: 'pe-has-warning' } as const;

/** Marks the elements that have problems on the canvas. */
export function useProblemMarkers(modeler: ServiceHolder | undefined, problems: readonly Problem[]): void {
  useEffect(() => {
    if (!modeler) return;
    const canvas = service(modeler, 'canvas');
    const registry = service(modeler, 'elementRegistry');
    const roots = new Set(canvas.getRootElements().map(({ id }) => id));
    const marked = problems.flatMap(({ elementId, severity }) =>
      elementId !== undefined && registry.get(elementId) && !roots.has(elementId)
        ? [{ elementId, marker: MARKERS[severity] }]
        : [],
    );
    for (const { elementId, marker } of marked) canvas.addMarker(elementId, marker);
    return () => {
      for (const { elementId, marker } of marked) if (registry.get(elementId)) canvas.removeMarker(elementId, marker);
    };
  }, [modeler, problems]);
}
