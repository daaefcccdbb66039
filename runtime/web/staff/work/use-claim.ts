import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { claimTask, releaseTask } from '../api/calls.js';
import { wishKey } from '../api/wish-key.js';
import { useToast } from '../parts/use-toast.js';
import { useTexts } from '../texts/use-texts.js';

/** Taking and giving back a task. `failure` is the sentence of the last refusal, for the panel that shows it. */
export interface Claiming {
  readonly busy: string | undefined;
  readonly failure: { readonly workItemId: string; readonly error: unknown } | undefined;
  /** From the list; `then` is called when it worked. */
  claim(workItemId: string, name: string, then: () => void): void;
  /** From the open task, which shows a refusal by itself. */
  claimOpen(workItemId: string, name: string, then?: () => void): void;
  release(workItemId: string, name: string): void;
}

interface Wish {
  readonly kind: 'claim' | 'release';
  readonly workItemId: string;
  readonly name: string;
  readonly then: (() => void) | undefined;
  /** The panel of the task shows a refusal itself. */
  readonly isShown: boolean;
}

/** Claims and releases; afterwards list and task are read again, whether it worked or not. */
export function useClaim(): Claiming {
  const { t, lang } = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const act = useMutation({
    mutationFn: (wish: Wish) => {
      const id = `${wish.kind} ${wish.workItemId}`;
      const key = keys.current.get(id) ?? wishKey();
      keys.current.set(id, key);
      return (wish.kind === 'claim' ? claimTask : releaseTask)(wish.workItemId, key);
    },
    onSuccess: (_reply, wish) => {
      keys.current.delete(`${wish.kind} ${wish.workItemId}`);
      toast.success(t(wish.kind === 'claim' ? 'task.claimed' : 'task.released', { name: wish.name }));
      wish.then?.();
    },
    onError: (error, wish) => {
      if (!wish.isShown) toast.error(failureSentence(error, lang));
    },
    onSettled: (_reply, _error, wish) =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['work'] }),
        cache.invalidateQueries({ queryKey: ['task', wish.workItemId] }),
      ]),
  });
  const wish = act.variables;
  return {
    busy: act.isPending ? wish?.workItemId : undefined,
    failure: act.isError && wish !== undefined ? { workItemId: wish.workItemId, error: act.error } : undefined,
    claim: (workItemId, name, then) => act.mutate({ kind: 'claim', workItemId, name, then, isShown: false }),
    claimOpen: (workItemId, name, then) => act.mutate({ kind: 'claim', workItemId, name, then, isShown: true }),
    release: (workItemId, name) => act.mutate({ kind: 'release', workItemId, name, then: undefined, isShown: false }),
  };
}
