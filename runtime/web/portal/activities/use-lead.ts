import { useCallback, useEffect, useRef, useState } from 'react';
import type { LeaderView } from '../../../wire/activities.js';
import { Unreachable } from '../../shared/problem.js';
import { request } from '../../shared/request.js';

/** The leader's view as it was told last; `ahead`: ms by which the office's clock is ahead of this one; `isOffline`: the last look failed. */
export interface Led {
  readonly view: LeaderView;
  readonly ahead: number;
  readonly isOffline: boolean;
}

/** The view, why there is none, or neither yet. */
export interface Leading {
  readonly led: Led | undefined;
  readonly failure: unknown;
  look(): Promise<void>;
}

const EVERY_MS = 15_000;

/** Looks at an activity again and again; what was told last stays while the network is away. */
export function useLead(activityNo: string): Leading {
  const [led, setLed] = useState<Led>();
  const [failure, setFailure] = useState<unknown>();
  const isGone = useRef(false);
  const look = useCallback(async () => {
    try {
      const view = await request<LeaderView>(`/api/activities/${encodeURIComponent(activityNo)}/lead`);
      if (isGone.current) return;
      setLed({ view, ahead: Date.parse(view.now) - Date.now(), isOffline: false });
      setFailure(undefined);
    } catch (error) {
      if (isGone.current) return;
      if (error instanceof Unreachable) setLed((before) => before && { ...before, isOffline: true });
      setFailure(error);
    }
  }, [activityNo]);
  useEffect(() => {
    isGone.current = false;
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    const again = (): void => void look();
    addEventListener('online', again);
    return () => {
      isGone.current = true;
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [look]);
  return { led, failure, look };
}

/** The time at the office, told anew every second. */
export function useOfficeTime(ahead: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now + ahead;
}
