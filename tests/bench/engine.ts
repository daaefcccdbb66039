import { packState } from '../../engine/index.js';
import { growth } from './growth.js';
import { runFloor, runWaitingFloor } from './floor.js';
import { openPeer, PEERS, say, type Peer } from './peers.js';
import { programOf, roundTrip, start, stateBytes, waitingHeap } from './ours.js';
import { rateOf, rateOfAsync } from './rate.js';
import { RUNNING, WAITING_XML, type Workload } from './workloads.js';

/** What a row of the table holds, all in instances per second of the same run. */
interface Row {
  readonly title: string;
  readonly ours: number;
  readonly saved: number;
  readonly loop: number;
  readonly loopSaved: number;
  readonly peers: Readonly<Record<string, number>>;
}

let sink = 0;

async function peerRates(workload: Pick<Workload, 'id' | 'xml'>, run: (peer: Peer, index: number) => unknown) {
  const rates: Record<string, number> = {};
  for (const name of PEERS) {
    const peer = await openPeer(name, workload);
    if (peer === undefined) continue;
    const ended = await run(peer, 3);
    if (ended !== true) throw new Error(`${name} did not end workload ${workload.id}`);
    rates[name] = await rateOfAsync((index) => run(peer, index));
  }
  return rates;
}

async function running(workload: Workload): Promise<Row> {
  const program = await programOf(workload.xml);
  for (let index = 0; index < 4; index += 1) {
    const { state, history } = start(program, workload.variables(index));
    const entered = history.filter(({ type }) => type === 'elementEntered' || type === 'elementPassed').length;
    if (state.status !== 'completed' || entered < Math.min(workload.elements, 14))
      throw new Error(`workload ${workload.id} ended as ${state.status} after ${entered} elements`);
  }
  return {
    title: `${workload.id.padEnd(2)} ${workload.title}`,
    ours: rateOf((index) => (sink += start(program, workload.variables(index)).history.length)),
    saved: rateOf((index) => {
      const { state, history } = start(program, workload.variables(index));
      sink += JSON.stringify({ state: packState(state), history }).length;
    }),
    loop: rateOf((index) => (sink += runFloor(workload.floor, workload.variables(index), false))),
    loopSaved: rateOf((index) => (sink += runFloor(workload.floor, workload.variables(index), true))),
    peers: await peerRates(workload, (peer, index) => peer.run(workload.variables(index))),
  };
}

async function waiting(): Promise<Row> {
  const program = await programOf(WAITING_XML);
  const ours = rateOf(() => (sink += roundTrip(program)));
  const loop = rateOf(() => (sink += runWaitingFloor()));
  const peers = await peerRates({ id: '5', xml: WAITING_XML }, (peer) => peer.roundTrip());
  return { title: '5  start, save, restore, complete', ours, saved: ours, loop, loopSaved: loop, peers };
}

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** A ratio beside its goal (bench.md). */
function goal(name: string, value: number, least: number): string {
  return `${name} ${figure(value)} (goal ${least}: ${value >= least ? 'reached' : 'not reached'})`;
}

function print({ title, ours, saved, loop, loopSaved, peers }: Row): void {
  const rates = { ours, 'ours with one JSON': saved, loop, 'loop with one JSON': loopSaved, ...peers };
  say(`workload ${title}`);
  say(
    `  ${Object.entries(rates)
      .map(([name, rate]) => `${name} ${figure(rate)}/s`)
      .join(', ')}`,
  );
  const elements = peers['bpmn-elements'];
  const wfjs = peers['wfjs'];
  const goals = [
    goal('÷ loop with one JSON', saved / loopSaved, 0.5),
    ...(ours === saved ? [] : [goal('÷ loop', ours / loop, 0.05)]),
    ...(elements === undefined || ours === saved ? [] : [goal('÷ bpmn-elements', ours / elements, 500)]),
    ...(wfjs === undefined || ours === saved ? [] : [goal('÷ wfjs', ours / wfjs, 10)]),
  ];
  say(`  ${goals.join(', ')}`);
}

for (const workload of RUNNING) print(await running(workload));
print(await waiting());
const program = await programOf(WAITING_XML);
say(
  `workload 6  5,000 instances waiting: ${stateBytes(program)} bytes of one state (goal 400), ${figure(waitingHeap(program))} heap bytes each (goal 2,048)`,
);
await growth();
if (sink < 0) throw new Error('unreachable');
