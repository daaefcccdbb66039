import { createServer, type Server, type Socket } from 'node:net';
import { ObjectId } from 'mongodb';
import { createCluster, type Cluster, type Topology } from './cluster.js';
import type { Doc } from './bson-order.js';
import { execute, isService, isWrite, notPrimaryAnswer, type NodeView } from './execute.js';
import { createFaults, type Faults, type WireFault } from './faults.js';
import { messageLength, readMessage, writeReply, type WireMessage } from './messages.js';
import { createCursors } from './read-commands.js';

/** What a wire server is to be. */
export interface WireServerOptions {
  /** Default `replicaSet`. */
  readonly topology?: Topology;
  /** Nodes of a replica set, 1 (default) to 3; they share their data, one is the primary. */
  readonly nodes?: number;
  /** Refuses every write without `w: 'majority'` and `j: true`. */
  readonly demandsMajority?: boolean;
  /** Port of the first node; default any free one. */
  readonly port?: number;
}

/** How a primary steps down. */
export interface StepDown {
  /** How long the set is without a primary, ms (default 0). */
  readonly electionMs?: number;
  /** The old primary cuts its connections. */
  readonly closing?: boolean;
  /** Changes that no majority has acknowledged are lost. */
  readonly rollBack?: boolean;
}

/** A running server. Its data live as long as it. */
export interface WireServer {
  readonly uri: string;
  readonly port: number;
  readonly faults: Faults;
  /** Commands carried out so far, by name. */
  readonly counts: ReadonlyMap<string, number>;
  /** Another node becomes primary; resolves when it is. Gives how many changes were rolled back. */
  stepDown(how?: StepDown): Promise<number>;
  /** Cuts everything and listens no more; the data stay. */
  down(): Promise<void>;
  /** Listens again on the same ports. */
  up(): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly server: Server;
  readonly sockets: Set<Socket>;
  port: number;
}

const SET_NAME = 'rs0';

/** A MongoDB for tests: OP_MSG over TCP on loopback, data in memory, strict about what it does not know. */
export async function startWireServer(options: WireServerOptions = {}): Promise<WireServer> {
  const topology = options.topology ?? 'replicaSet';
  const count = topology === 'replicaSet' ? (options.nodes ?? 1) : 1;
  const cluster: Cluster = createCluster(topology, count > 1);
  const faults = createFaults();
  const counts = new Map<string, number>();
  let primary: number | undefined = 0;
  let term = 1;

  const hostOf = (node: Node): string => `127.0.0.1:${String(node.port)}`;

  const hello = (node: Node, at: number): Doc => ({
    helloOk: true,
    ismaster: topology !== 'replicaSet' || primary === at,
    isWritablePrimary: topology !== 'replicaSet' || primary === at,
    ...(topology === 'sharded' ? { msg: 'isdbgrid' } : {}),
    ...(topology === 'replicaSet'
      ? {
          setName: SET_NAME,
          setVersion: 1,
          hosts: nodes.map(hostOf),
          me: hostOf(node),
          secondary: primary !== at,
          ...(primary === undefined ? {} : { primary: hostOf(nodes[primary] ?? node) }),
          ...(primary === at ? { electionId: new ObjectId(term.toString(16).padStart(24, '0')) } : {}),
          lastWrite: { lastWriteDate: new Date() },
        }
      : {}),
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  });

  const makeNode = (at: number): Node => {
    const sockets = new Set<Socket>();
    const view: NodeView = {
      cluster,
      cursors: createCursors(),
      get writable() {
        return topology !== 'replicaSet' || primary === at;
      },
      demandsMajority: options.demandsMajority ?? false,
      hello: () => hello(node, at),
    };

    const answerTo = (message: WireMessage, fault: WireFault | undefined): Doc => {
      const name = Object.keys(message.command)[0] ?? '';
      if (fault?.action === 'notWritablePrimary') return notPrimaryAnswer(message.command);
      if (!isService(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
      const answer = execute(view, message.command);
      if (fault?.action !== 'writeConcernError' || !isWrite(name)) return answer;
      const writeConcernError = {
        code: 64,
        codeName: 'WriteConcernFailed',
        errmsg: 'waiting for replication timed out',
        errInfo: { wtimeout: true },
      };
      return { ...answer, writeConcernError };
    };

    const serve = async (socket: Socket, bytes: Buffer): Promise<void> => {
      const message = readMessage(bytes);
      const fault = faults.take(message.command);
      if (fault?.action === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 100));
      if (fault?.action === 'close') {
        for (const one of sockets) one.destroy();
        return;
      }
      if (fault?.action === 'dropBefore') {
        socket.destroy();
        return;
      }
      const answer = answerTo(message, fault);
      if (fault?.action === 'dropReply') socket.destroy();
      else if (!message.silent && !socket.destroyed) socket.write(writeReply(message, answer));
    };

    const server = createServer((socket) => {
      sockets.add(socket);
      socket.setNoDelay(true);
      let rest: Buffer = Buffer.alloc(0);
      let turn: Promise<void> | undefined;
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
      socket.on('data', (data) => {
        rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
        for (let size = messageLength(rest); size !== undefined && rest.length >= size; size = messageLength(rest)) {
          const bytes = rest.subarray(0, size);
          rest = rest.subarray(size);
          const work = (): Promise<void> => serve(socket, bytes);
          const mine: Promise<void> = (turn === undefined ? work() : turn.then(work)).catch((error: unknown) => {
            process.stderr.write(`wire server: ${String(error)}\n`);
            socket.destroy();
          });
          turn = mine;
          void mine.then(() => {
            if (turn === mine) turn = undefined;
          });
        }
      });
    });
    const node: Node = { server, sockets, port: at === 0 ? (options.port ?? 0) : 0 };
    return node;
  };

  const nodes = Array.from({ length: count }, (_, at) => makeNode(at));

  const listen = (node: Node): Promise<void> =>
    new Promise((resolve, reject) => {
      node.server.once('error', reject);
      node.server.listen(node.port, '127.0.0.1', () => {
        const address = node.server.address();
        if (address !== null && typeof address === 'object') node.port = address.port;
        node.server.removeListener('error', reject);
        resolve();
      });
    });
  const shut = (node: Node): Promise<void> =>
    new Promise((resolve) => {
      node.server.close(() => resolve());
      for (const socket of node.sockets) socket.destroy();
    });
  const up = async (): Promise<void> => void (await Promise.all(nodes.map(listen)));
  const down = async (): Promise<void> => void (await Promise.all(nodes.map(shut)));

  await up();
  const hosts = nodes.map(hostOf).join(',');
  return {
    uri: `mongodb://${hosts}/${topology === 'replicaSet' ? `?replicaSet=${SET_NAME}` : ''}`,
    port: nodes[0]?.port ?? 0,
    faults,
    counts,
    stepDown: async ({ electionMs = 0, closing = false, rollBack = false } = {}) => {
      const before = primary ?? 0;
      primary = undefined;
      const lost = rollBack ? cluster.rollBack() : 0;
      if (closing) for (const socket of nodes[before]?.sockets ?? []) socket.destroy();
      if (electionMs > 0) await new Promise((resolve) => setTimeout(resolve, electionMs));
      primary = (before + 1) % count;
      term += 1;
      return lost;
    },
    down,
    up,
    stop: down,
  };
}
