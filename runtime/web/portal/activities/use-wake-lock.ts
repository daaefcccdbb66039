import { useEffect } from 'react';

/** Keeps the screen of a telephone lit while `isOn`, where the browser can: a code that goes dark cannot be scanned. */
export function useWakeLock(isOn: boolean): void {
  useEffect(() => {
    if (!isOn || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    const take = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      // Refused when the battery is low, say: then the screen goes dark as always.
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    };
    const again = (): void => void take();
    void take();
    document.addEventListener('visibilitychange', again);
    return () => {
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, [isOn]);
}
