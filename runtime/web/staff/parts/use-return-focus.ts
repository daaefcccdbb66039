import { useEffect, useState } from 'react';

/** For a dialog that is on the page only while it is open: when it goes, the focus goes back to where it was before. */
export function useReturnFocus(): void {
  // Taken while it is drawn for the first time: once it stands on the page it has the focus itself.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const now = document.activeElement;
        const isLost = now === null || now === document.body || !now.isConnected;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
