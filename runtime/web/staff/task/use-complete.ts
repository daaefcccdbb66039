import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type JsonObject, sameJson } from '../../../../engine/index.js';
import { completeTask } from '../api/calls.js';
import type { Completed } from '../api/types.js';
import { ApiProblem } from '../../shared/problem.js';
import { markFinished } from '../api/finished-tasks.js';
import { wishKey } from '../api/wish-key.js';

/** What is sent to complete a task. */
export interface Completion {
  readonly document: JsonObject;
  readonly formVersion?: string;
}

/** The key under which the completion of a task runs; while it does, nothing else should ask for the task. */
export function completing(workItemId: string): readonly string[] {
  return ['complete', workItemId];
}

/**
 * Completes a task. The same answers sent again after a lost reply carry the same key, so the server does it once; what is sent after a
 * refusal is another wish. Lists and the case are read again afterwards.
 */
export function useComplete(workItemId: string, onDone: (done: Completed) => void) {
  const cache = useQueryClient();
  const wish = useRef<{ readonly body: Completion; readonly key: string } | null>(null);
  return useMutation({
    mutationKey: completing(workItemId),
    mutationFn: (body: Completion) => {
      const same =
        wish.current !== null && sameJson(wish.current.body as unknown as JsonObject, body as unknown as JsonObject);
      const current = same && wish.current !== null ? wish.current : { body, key: wishKey() };
      wish.current = current;
      return completeTask(workItemId, body, current.key);
    },
    onSuccess: (done) => {
      markFinished(workItemId);
      onDone(done);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) wish.current = null;
    },
    onSettled: async (_reply, error) => {
      await Promise.all([
        cache.invalidateQueries({ queryKey: ['work'] }),
        cache.invalidateQueries({ queryKey: ['case'] }),
        ...(error === null ? [] : [cache.invalidateQueries({ queryKey: ['task', workItemId] })]),
      ]);
    },
  });
}
