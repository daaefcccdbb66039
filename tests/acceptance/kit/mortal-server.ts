import { startServer, pause, type ServerProcess } from './built-server.js';
import type { Patience } from './patient-client.js';

/** A server that is started again whenever it was killed, each life with the next fault of the plan, then with none. */
export interface MortalServer extends Patience {
  /** The faults that ended a life, in order. */
  readonly kills: readonly string[];
  /** Requests that got no answer and were sent again, each with the life (from 0) in which it broke. */
  readonly retries: readonly { readonly request: string; readonly life: number }[];
  stop(): Promise<void>;
}

const READY_MS = 60_000;

/** Starts the first life. `clock` gives the time of the office for each life. */
export function mortalServer(parts: {
  readonly port: number;
  readonly dataFolder: string;
  readonly faults: readonly string[];
  readonly clock: () => number;
  readonly leaseSeconds: number;
  readonly env?: Readonly<Record<string, string>>;
}): MortalServer {
  const { port, dataFolder, faults, clock, leaseSeconds } = parts;
  const base = `http://127.0.0.1:${port}`;
  const kills: string[] = [];
  const retries: { request: string; life: number }[] = [];
  const state: { stopping: boolean; trouble?: string; life: number; process: ServerProcess } = {
    stopping: false,
    life: 0,
    process: live(0),
  };

  function live(life: number): ServerProcess {
    const fault = faults[life];
    const process = startServer({
      port,
      dataFolder,
      now: clock(),
      env: {
        ...parts.env,
        YIZHAN_LEASE_SECONDS: String(leaseSeconds),
        ...(fault === undefined ? {} : { YIZHAN_FAULT: fault }),
      },
    });
    void process.ended.then(({ signal, code, output }) => {
      if (state.stopping) return;
      if (signal !== 'SIGKILL' || fault === undefined) {
        state.trouble = `life ${life} ended by itself (${String(signal ?? code)}):\n${output}`;
        return;
      }
      kills.push(fault);
      state.life = life + 1;
      state.process = live(life + 1);
    });
    return process;
  }

  const answers = async (): Promise<boolean> => {
    const reply = await fetch(`${base}/readyz`, { headers: { Connection: 'close' } }).catch(() => undefined);
    await reply?.arrayBuffer().catch(() => undefined);
    return reply?.ok === true;
  };

  return {
    base,
    kills,
    retries,
    untilReady: async () => {
      const latest = Date.now() + READY_MS;
      while (Date.now() < latest) {
        if (state.trouble !== undefined) throw new Error(state.trouble);
        const { life } = state;
        if (await answers()) return life;
        await pause(20);
      }
      throw new Error(`the server was not back in ${READY_MS} ms:\n${state.process.output()}`);
    },
    retried: (request, life) => retries.push({ request, life }),
    stop: async () => {
      state.stopping = true;
      await state.process.stop();
    },
  };
}
