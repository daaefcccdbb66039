import type { ProcessHost } from './create-process-host.js';

/** Something that goes on beside the requests: sweeps, batches, the feed. */
export interface Background {
  start(): void;
  /** Takes nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/** The host with what goes on beside it: begun after it, ended before it. */
export function withBackground(host: ProcessHost, background: readonly Background[]): ProcessHost {
  return {
    ...host,
    start: async () => {
      await host.start();
      for (const one of background) one.start();
    },
    stop: async () => {
      await Promise.all(background.map((one) => one.stop()));
      await host.stop();
    },
  };
}
