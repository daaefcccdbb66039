import { useCallback, useEffect, useRef } from 'react';

/**
 * Gives a way to do something once no button or finger is down: a message that moves the page between press and release would make the
 * click miss its target. Without a press it is done at once.
 */
export function useAfterPress(): (act: () => void) => void {
  const pressed = useRef(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    const press = (): void => {
      pressed.current = true;
    };
    const release = (): void => {
      pressed.current = false;
      // The click comes right after the release.
      setTimeout(() => {
        for (const act of waiting.current.splice(0)) act();
      });
    };
    const options = { capture: true, passive: true } as const;
    addEventListener('pointerdown', press, options);
    addEventListener('pointerup', release, options);
    addEventListener('pointercancel', release, options);
    return () => {
      removeEventListener('pointerdown', press, options);
      removeEventListener('pointerup', release, options);
      removeEventListener('pointercancel', release, options);
    };
  }, []);
  return useCallback((act) => {
    if (pressed.current) waiting.current.push(act);
    else act();
  }, []);
}
