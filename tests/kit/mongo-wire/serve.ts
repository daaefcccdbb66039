import type { Topology } from './cluster.js';
import type { WireFault } from './faults.js';
import { startWireServer } from './start-wire-server.js';

/*
 * The wire server as a process of its own, for tests in which clients are killed: `node --import ./tests/kit/typescript.js
 * tests/kit/mongo-wire/serve.ts [topology] [port]`. One line of JSON says `uri` and `port`; over IPC it takes faults. It ends with its
 * parent (the channel closes), on SIGTERM, or when standard input ends.
 */

const topologyOf = (word: string | undefined): Topology =>
  word === 'standalone' || word === 'sharded' ? word : 'replicaSet';

const [, , topology, port] = process.argv;
const server = await startWireServer({
  topology: topologyOf(topology),
  demandsMajority: true,
  ...(port === undefined ? {} : { port: Number(port) }),
});
process.on('message', (fault: WireFault) => server.faults.next(fault));
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ uri: server.uri, port: server.port })}\n`);
