import { fc } from './fast-check.js';
import type { EventPlan, ProcessPlan } from '../../engine/model/plan.js';
import type { SoundnessFault } from '../../engine/verify/soundness-report.js';
import { draw } from './diagram.js';
import type { ProcessBuilder } from './process-builder.js';
import { loop, message, processOf, timer } from './process-builder.js';

/** A part with one way in and one way out; `pick` chooses among the forms of its kind. */
interface Block {
  readonly kind: Kind | SoundnessFault;
  readonly parts: readonly Block[];
  readonly pick: number;
}

const LEAVES = ['task', 'service', 'wait', 'loop', 'crossing'] as const;
const NODES = [
  ...['sequence', 'choice', 'fork', 'inclusive', 'conditional', 'again', 'sub', 'failing', 'boundary'],
  ...['reminder', 'ending', 'mixed'],
] as const;
type Kind = (typeof LEAVES)[number] | (typeof NODES)[number];

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc
    .oneof(
      { maxDepth: 2, depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constantFrom(...LEAVES), parts: fc.constant([]), pick: fc.nat(3) }),
      fc.record({
        kind: fc.constantFrom(...NODES),
        parts: fc.array(tie('block'), { minLength: 2, maxLength: 2 }),
        pick: fc.nat(3),
      }),
    )
    .map(trimmed) as fc.Arbitrary<Block>,
}));

/** Some kinds have one inner part only. */
function trimmed(block: Block): Block {
  const isSingle = block.kind === 'boundary' || block.kind === 'reminder' || (block.kind === 'sub' && block.pick === 0);
  return isSingle ? { ...block, parts: block.parts.slice(0, 1) } : block;
}

const FAULTS: readonly SoundnessFault[] = [
  'deadlock',
  'livelock',
  'lackOfSynchronisation',
  'unbounded',
  'deadActivity',
  'orJoinViciousCircle',
];

/** A random process in two forms: as it is, and with one of its parts replaced by one with a fault. */
export interface RandomFlow {
  readonly sound: ProcessPlan;
  readonly faulty: ProcessPlan;
  readonly injected: SoundnessFault;
}

/** Random processes of blocks in each other, each able to end, and the same with one fault at a random place. */
export const randomFlow: fc.Arbitrary<RandomFlow> = fc
  .record({ block, injected: fc.constantFrom(...FAULTS), at: fc.nat(40), pick: fc.nat(3) })
  .map(({ block: drawn, injected, at, pick }) => {
    const sound = settled(drawn, false);
    const leaves = countLeaves(sound);
    const faulty = replaceLeaf(sound, { left: at % leaves }, { kind: injected, parts: [], pick });
    return { sound: planOf(sound), faulty: planOf(faulty), injected };
  });

/** A branch with an end of its own would pile up tokens when it is started again and again: on a way round it ends all instead. */
function settled(block: Block, isAgain: boolean): Block {
  const parts = block.parts.map((part) => settled(part, isAgain || block.kind === 'again'));
  return isAgain && block.kind === 'ending' ? { ...block, pick: 1, parts } : { ...block, parts };
}

function countLeaves({ parts }: Block): number {
  return parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + countLeaves(part), 0);
}

function replaceLeaf(block: Block, place: { left: number }, other: Block): Block {
  if (block.parts.length > 0) return { ...block, parts: block.parts.map((part) => replaceLeaf(part, place, other)) };
  place.left -= 1;
  return place.left === -1 ? other : block;
}

function planOf(block: Block): ProcessPlan {
  const builder = processOf('random');
  const [first, last] = place(builder, block, { count: 0 });
  return builder.start('start').end('end').row('start', first).row(last, 'end').plan();
}

type Ends = readonly [first: string, last: string];
const ERROR: EventPlan = { kind: 'error', errorCode: 'E' };
const NEWS = message('news', '"k"');

/** What a part looks like: `$` stands for its number, `{0}` and `{1}` for its inner parts; it goes from `i$` to `z$`. */
const FORMS: Readonly<
  Record<Exclude<Block['kind'], 'loop' | 'sub' | 'failing' | 'boundary' | 'reminder'>, readonly string[]>
> = {
  task: ['t$'],
  service: ['v$'],
  wait: ['w$'],
  crossing: [
    'ai$ > t$a > aj$ > az$; ai$ > ak$ > aj$; ak$ > t$b > az$',
    'xi$ > xj$ > t$a > xk$ > xz$; xi$ > xl$ > t$b > xm$ > xz$; xk$ > xl$; xm$ > xj$',
  ],
  sequence: ['{0} > {1}'],
  choice: ['xi$ > {0} > xz$; xi$ > {1} > xz$'],
  fork: ['ai$ > {0} > az$; ai$ > {1} > az$', 'ti$ > {0} > az$; ti$ > {1} > az$'],
  inclusive: ['oi$ > {0} > oz$; oi$ > {1} > oz$', 'ai$ > {0} > oz$; ai$ > {1} > oz$'],
  conditional: ['qi$ > {0} > oz$; qi$ > {1} > oz$'],
  again: ['xi$ > {0} > xz$; xz$ > {1} > xi$'],
  ending: ['ai$ > {0} > xz$; ai$ > {1} > e$', 'xi$ > {0} > xz$; xi$ > {1} > k$'],
  mixed: ['ai$ > {0} > oz$; ai$ > xj$ > {1} > oz$; xj$ > e$'],
  deadlock: [
    'xi$ > t$a > az$; xi$ > t$b > az$',
    'oi$ > t$a > az$; oi$ > t$b > az$',
    'ai$ > t$a > az$; ai$ > xj$ > az$; xj$ > e$',
  ],
  livelock: ['xi$ > tz$; xi$ > xj$ > t$a > xj$', 'xi$ > tz$; xi$ > t$b > xj$ > aj$ > t$a > ak$ > xj$; aj$ > ak$'],
  lackOfSynchronisation: ['ai$ > t$a > xz$; ai$ > t$b > xz$', 'oi$ > t$a > tz$; oi$ > t$b > tz$'],
  unbounded: ['xi$ > t$a > az$ > xi$', 'ti$ > az$ > t$a > ti$'],
  deadActivity: ['ti$ > tz$; t$a > e$', 'ti$ > tz$; xj$ > t$a > xk$ > xj$; xk$ > e$'],
  orJoinViciousCircle: [
    'ai$ > oj$ > xj$ > ok$; xj$ > e$; ai$ > ok$ > xz$ > oj$',
    'ai$ > t$a > oj$ > xj$ > ok$; xj$ > e$; ai$ > ok$ > t$b > xz$ > oj$',
  ],
};

/** Adds a part and answers its first and last element. */
function place(builder: ProcessBuilder, block: Block, names: { count: number }): Ends {
  const at = (names.count += 1);
  const { kind, pick } = block;
  switch (kind) {
    case 'loop':
      builder.user(`t${at}`, { loop: loop(pick > 1 ? 'parallel' : 'sequential', { cardinality: '3' }) });
      return [`t${at}`, `t${at}`];
    case 'sub':
    case 'failing':
      return subProcess(builder, block, at, names);
    case 'boundary':
    case 'reminder':
      return withBoundary(builder, block, at, names);
    default: {
      const forms = FORMS[kind];
      const ends = block.parts.map((part) => place(builder, part, names));
      const own = (forms[pick % forms.length] ?? '').replaceAll('$', String(at));
      const text = own.replace(/(> )?\{(\d)\}( >)?/g, (_, before = '', part: string, after = '') => {
        const [first, last] = ends[Number(part)] ?? ['', ''];
        return `${before}${first};${last}${after}`;
      });
      const known = new Set(ends.flat());
      draw(builder, text, known);
      const ids = own.split(/[>;]/).map((id) => id.trim());
      return [endOf(ids[0], ends, 0), endOf(ids.find((id) => /^[a-z]z\d+$/.test(id)) ?? ids.at(-1), ends, 1)];
    }
  }
}

function endOf(id: string | undefined, ends: readonly Ends[], side: 0 | 1): string {
  const part = /^\{(\d)\}$/.exec(id ?? '')?.[1];
  return part === undefined ? (id ?? '') : (ends[Number(part)]?.[side] ?? '');
}

function subProcess(builder: ProcessBuilder, { kind, parts, pick }: Block, at: number, names: { count: number }): Ends {
  const id = `p${at}`;
  builder.sub(id, (inner) => {
    const [first, last] = place(inner, parts[0] ?? { kind: 'task', parts: [], pick }, names);
    inner.start(`s${at}`).row(`s${at}`, first);
    if (kind === 'sub') {
      inner.end(`e${at}`).row(last, `e${at}`);
      const [second] = parts.slice(1);
      if (!second || pick === 0) return;
      inner.eventSub(`h${at}`, NEWS, pick > 1, (handler) => {
        const [begin, end] = place(handler, second, names);
        handler.end(`f${at}`).row(`h${at}Start`, begin).row(end, `f${at}`);
      });
    } else {
      inner.xor(`x${at}`).end(`e${at}`).end(`r${at}`, ERROR).row(last, `x${at}`);
      inner.flow(`x${at}`, `e${at}`, 'good').flow(`x${at}`, `r${at}`, { default: true });
    }
  });
  if (kind === 'sub') return [id, id];
  const [begin, end] = place(builder, parts[1] ?? { kind: 'task', parts: [], pick }, names);
  builder.boundary(`b${at}`, id, ERROR).xor(`xz${at}`).row(`b${at}`, begin).row(end, `xz${at}`).row(id, `xz${at}`);
  return [id, `xz${at}`];
}

function withBoundary(
  builder: ProcessBuilder,
  { kind, parts, pick }: Block,
  at: number,
  names: { count: number },
): Ends {
  const [host, event, close] = [`t${at}h`, `b${at}`, `z${at}`];
  builder.user(host).boundary(event, host, pick > 1 ? NEWS : timer('duration', 'PT1H'), kind === 'boundary');
  const [begin, end] = place(builder, parts[0] ?? { kind: 'task', parts: [], pick }, names);
  builder.row(event, begin);
  if (kind === 'boundary') builder.xor(close).row(end, close).row(host, close);
  else if (pick % 2 === 0) builder.or(close).row(end, close).row(host, close);
  else builder.user(close).end(`e${at}`).row(end, `e${at}`).row(host, close);
  return [host, close];
}
