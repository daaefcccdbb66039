import { connect, createServer, type Socket } from 'node:net';

/** Which way bytes go. */
export type Way = 'toServer' | 'toClient';

/** A TCP proxy on loopback whose line can be bad. */
export interface TcpProxy {
  readonly port: number;
  /** Nobody gets through: connections break, new ones are refused, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** What comes back takes so long, in ms, asked for each piece; undefined: no longer. */
  slow(delay: (() => number) | undefined): void;
  /** Bytes of one way vanish while connections stay open (half-open); undefined: none any more. What has vanished does not come back. */
  lose(way: Way | undefined): void;
  stop(): Promise<void>;
}

/** Starts a proxy for a port of loopback. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const state: { delay: (() => number) | undefined; lost: Way | undefined } = { delay: undefined, lost: undefined };

  const carry = (from: Socket, to: Socket, way: Way): void => {
    let last = 0;
    from.on('data', (bytes) => {
      if (state.lost === way) return;
      const delay = way === 'toClient' ? (state.delay?.() ?? 0) : 0;
      // Pieces keep their order.
      last = Math.max(last, performance.now() + delay);
      const wait = last - performance.now();
      const pass = (): void => {
        if (!to.destroyed) to.write(bytes);
      };
      if (wait > 0) setTimeout(pass, wait).unref();
      else pass();
    });
  };

  const server = createServer((client) => {
    const there = connect(target, '127.0.0.1');
    const pair = [client, there] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const one of pair) one.destroy();
      });
    }
    carry(client, there, 'toServer');
    carry(there, client, 'toClient');
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    await closed;
  };
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    down: close,
    up: () => listen(port),
    slow: (delay) => {
      state.delay = delay;
    },
    lose: (way) => {
      state.lost = way;
    },
    stop: async () => {
      if (server.listening) await close();
    },
  };
}
