import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, Unreachable } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { attemptKey, dropAttempt } from './local-draft.js';

/** How sending goes. `waiting`: no answer came; it is sent again, with the same key, by itself. */
export type SendState =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly problem: unknown };

const RETRY_AFTER_MS = [3_000, 6_000, 12_000, 30_000];
const PASSING = new Set([502, 503, 504]);

/**
 * Sends something that must happen once. The `Idempotency-Key` belongs to `what` and the body: it stays over retries, reloads and
 * a new sign-in, until an answer has come.
 */
export function useSend<Answer>(input: {
  readonly userId: string;
  /** What is sent, for example `case:food-license-new`. */
  readonly what: string;
  readonly path: string;
  readonly onAnswer: (answer: Answer) => void | Promise<void>;
}): { readonly send: SendState; start(body: unknown): void; retry(): void; reset(): void } {
  const { userId, what, path } = input;
  const [send, setSend] = useState<SendState>({ state: 'idle' });
  const body = useRef<unknown>(undefined);
  const tries = useRef(0);
  const timer = useRef<number | undefined>(undefined);
  const isRunning = useRef(false);
  const onAnswer = useRef(input.onAnswer);
  onAnswer.current = input.onAnswer;

  const run = useCallback(async (): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    clearTimeout(timer.current);
    setSend({ state: 'sending' });
    try {
      const key = await attemptKey(userId, what, JSON.stringify(body.current));
      const answer = await request<Answer>(path, { method: 'POST', body: body.current, idempotencyKey: key });
      await dropAttempt(userId, what);
      isRunning.current = false;
      await onAnswer.current(answer);
    } catch (error) {
      isRunning.current = false;
      const isPassing = error instanceof Unreachable || (error instanceof ApiProblem && PASSING.has(error.status));
      if (!isPassing) {
        if (error instanceof ApiProblem && error.status !== 401) await dropAttempt(userId, what);
        setSend({ state: 'refused', problem: error });
        return;
      }
      setSend({ state: 'waiting' });
      const delay = RETRY_AFTER_MS[Math.min(tries.current, RETRY_AFTER_MS.length - 1)] ?? 30_000;
      tries.current += 1;
      timer.current = window.setTimeout(() => void run(), delay);
    }
  }, [userId, what, path]);

  useEffect(() => {
    const again = (): void => {
      if (timer.current !== undefined && body.current !== undefined) void run();
    };
    addEventListener('online', again);
    return () => {
      removeEventListener('online', again);
      clearTimeout(timer.current);
    };
  }, [run]);

  return {
    send,
    start(next) {
      body.current = next;
      tries.current = 0;
      void run();
    },
    retry: () => void run(),
    reset() {
      clearTimeout(timer.current);
      timer.current = undefined;
      body.current = undefined;
      setSend({ state: 'idle' });
    },
  };
}
