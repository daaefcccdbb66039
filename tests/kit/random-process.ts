import { fc } from './fast-check.js';
import type { ProcessPlan } from '../../engine/model/plan.js';
import type { ProcessBuilder } from './process-builder.js';
import { limit, loop, mappings, message, processOf, timer, value } from './process-builder.js';

/** A block: one entry, one exit, so that every process made of them can end. */
type Block =
  | {
      readonly kind:
        'script' | 'user' | 'service' | 'call' | 'catchTimer' | 'receive' | 'pass' | 'race' | 'data' | 'signals';
    }
  | { readonly kind: 'sequence' | 'xor' | 'and' | 'or'; readonly parts: readonly Block[] }
  | {
      readonly kind: 'sub';
      readonly body: Block;
      readonly handler: boolean;
      readonly eventSub: 'none' | 'interrupting' | 'beside';
    }
  | {
      readonly kind: 'loop';
      readonly mode: 'parallel' | 'sequential';
      readonly size: number;
      readonly task: 'user' | 'script' | 'sub';
      readonly early: boolean;
    }
  | {
      readonly kind: 'boundary';
      readonly task: 'user' | 'service' | 'sub';
      readonly interrupting: boolean;
      readonly event: 'timer' | 'message' | 'error';
    }
  | { readonly kind: 'compensable'; readonly throws: boolean }
  | { readonly kind: 'again'; readonly body: Block }
  | {
      readonly kind: 'turns';
      readonly task: 'user' | 'script' | 'sub';
      readonly before: boolean;
      readonly most: number;
    }
  | {
      readonly kind: 'adHoc';
      readonly inTurn: boolean;
      readonly until: 'all' | 'first';
      readonly cancels: boolean;
      readonly body: Block;
    }
  | { readonly kind: 'complex'; readonly needs: number; readonly parts: readonly Block[]; readonly late: boolean }
  | { readonly kind: 'quantity'; readonly count: number }
  | { readonly kind: 'transaction'; readonly body: Block; readonly cancels: boolean };

const leaf: fc.Arbitrary<Block> = fc.record({
  kind: fc.constantFrom(
    'script',
    'user',
    'service',
    'call',
    'catchTimer',
    'receive',
    'pass',
    'race',
    'data',
    'signals',
  ),
});

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true, maxDepth: 4 },
    leaf,
    fc.record({
      kind: fc.constantFrom('sequence', 'xor', 'and', 'or'),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('sub'),
      body: tie('block'),
      handler: fc.boolean(),
      eventSub: fc.constantFrom('none', 'interrupting', 'beside'),
    }),
    fc.record({
      kind: fc.constant('loop'),
      mode: fc.constantFrom('parallel', 'sequential'),
      size: fc.nat(3),
      task: fc.constantFrom('user', 'script', 'sub'),
      early: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('boundary'),
      task: fc.constantFrom('user', 'service', 'sub'),
      interrupting: fc.boolean(),
      event: fc.constantFrom('timer', 'message', 'error'),
    }),
    fc.record({ kind: fc.constant('compensable'), throws: fc.boolean() }),
    fc.record({ kind: fc.constant('again'), body: tie('block') }),
    fc.record({
      kind: fc.constant('turns'),
      task: fc.constantFrom('user', 'script', 'sub'),
      before: fc.boolean(),
      most: fc.nat(3),
    }),
    fc.record({
      kind: fc.constant('adHoc'),
      inTurn: fc.boolean(),
      until: fc.constantFrom('all', 'first'),
      cancels: fc.boolean(),
      body: tie('block'),
    }),
    fc.record({
      kind: fc.constant('complex'),
      needs: fc.integer({ min: 1, max: 2 }),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
      late: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('quantity'), count: fc.integer({ min: 2, max: 3 }) }),
    fc.record({ kind: fc.constant('transaction'), body: tie('block'), cancels: fc.boolean() }),
  ) as fc.Arbitrary<Block>,
}));

/**
 * Random processes built of blocks (tasks, events, signals, sequence, choice, fork, inclusive and complex gateways, event gateway, data,
 * quantities, sub-process, transaction, ad-hoc, loops, boundary, compensation, going back), each able to end.
 */
export const randomProcess: fc.Arbitrary<ProcessPlan> = fc.array(block, { minLength: 1, maxLength: 4 }).map((parts) => {
  const builder = processOf('random')
    .start('start')
    .end('end')
    .limits(limit('whole', { promised: value('=3') }));
  const names = { count: 0 };
  const [first, last] = place(builder, { kind: 'sequence', parts }, names);
  return builder.row('start', first).row(last, 'end').plan();
});

interface Names {
  count: number;
}

/** Adds a block and answers its first and last element. */
function place(builder: ProcessBuilder, block: Block, names: Names): readonly [string, string] {
  names.count += 1;
  const id = `${block.kind}${names.count}`;
  switch (block.kind) {
    case 'script':
      builder.script(id, 'count + 1', 'count');
      return [id, id];
    case 'user':
      builder.user(id, {
        candidateGroups: value('clerk'),
        inputs: mappings({ local: 'count' }),
        limits: [limit('step', { promised: value('1'), legal: value('=2'), pausedIn: ['stopped'] })],
        caseStatus: names.count % 3 === 0 ? 'stopped' : 'running',
        clock: names.count % 2 === 0 ? [{ action: 'extend', limitKey: 'whole', amount: '1' }] : [],
      });
      return [id, id];
    case 'service':
      builder.service(id, { inputs: mappings({ n: 'count' }), outputs: mappings({ count: 'n + 1' }) });
      return [id, id];
    case 'call':
      builder.call(id, 'other');
      return [id, id];
    case 'catchTimer':
      builder.catch(id, timer('duration', 'PT1H'));
      return [id, id];
    case 'receive':
      builder.receive(id, 'news', '"k"');
      return [id, id];
    case 'pass':
      builder.throw(id);
      return [id, id];
    case 'sequence': {
      const ends = block.parts.map((part) => place(builder, part, names));
      ends.slice(1).forEach(([first], at) => builder.row(ends[at]?.[1] ?? '', first));
      return [ends[0]?.[0] ?? '', ends.at(-1)?.[1] ?? ''];
    }
    case 'xor':
    case 'and':
    case 'or':
      return branches(builder, id, block.kind, block.parts, names);
    case 'race':
      return race(builder, id);
    case 'data':
      return withData(builder, id);
    case 'signals':
      return signals(builder, id);
    case 'turns':
      turns(builder, id, block);
      return [id, id];
    case 'adHoc':
      adHoc(builder, id, block, names);
      return [id, id];
    case 'complex':
      return complexBranches(builder, id, block, names);
    case 'quantity':
      return quantity(builder, id, block.count);
    case 'transaction':
      return transaction(builder, id, block, names);
    case 'sub':
      subProcess(builder, id, block, names);
      return [id, id];
    case 'loop':
      looping(builder, id, block);
      return [id, id];
    case 'boundary':
      return withBoundary(builder, id, block);
    case 'compensable':
      return compensable(builder, id, block.throws);
    case 'again':
      return goingBack(builder, id, block.body, names);
  }
}

function branches(
  builder: ProcessBuilder,
  id: string,
  kind: 'xor' | 'and' | 'or',
  parts: readonly Block[],
  names: Names,
): readonly [string, string] {
  const [open, close] = [`${id}Open`, `${id}Close`];
  builder[kind](open)[kind](close);
  parts.forEach((part, at) => {
    const [first, last] = place(builder, part, names);
    const isLast = at === parts.length - 1;
    builder
      .flow(open, first, kind === 'and' ? undefined : isLast ? { default: true } : `modulo(count, 3) = ${at}`)
      .row(last, close);
  });
  return [open, close];
}

function subProcess(builder: ProcessBuilder, id: string, block: Extract<Block, { kind: 'sub' }>, names: Names): void {
  const extra = block.handler ? { compensationHandlerId: `${id}Undo` } : {};
  builder.sub(
    id,
    (inner) => {
      const [first, last] = place(inner, block.body, names);
      inner.start(`${id}Start`).end(`${id}End`).row(`${id}Start`, first).row(last, `${id}End`);
      if (block.eventSub === 'none') return;
      const event = block.eventSub === 'interrupting' ? message('stop', '"k"') : timer('cycle', 'R2/PT30M');
      inner.eventSub(`${id}Event`, event, block.eventSub === 'interrupting', (handler) => {
        handler
          .user(`${id}Handle`)
          .end(`${id}Handled`, { kind: 'compensation' })
          .row(`${id}EventStart`, `${id}Handle`, `${id}Handled`);
      });
    },
    extra,
  );
  if (block.handler) builder.service(`${id}Undo`, { isForCompensation: true });
}

function looping(builder: ProcessBuilder, id: string, block: Extract<Block, { kind: 'loop' }>): void {
  const plan = loop(block.mode, {
    cardinality: String(block.size),
    outputElement: 'loopCounter',
    outputCollection: `${id}Out`,
    ...(block.early ? { completionCondition: 'numberOfCompletedInstances >= 2' } : {}),
  });
  if (block.task === 'user') builder.user(id, { loop: plan });
  if (block.task === 'script') builder.script(id, 'count + 1', 'count', { loop: plan });
  if (block.task !== 'sub') return;
  builder.sub(
    id,
    (inner) =>
      inner.start(`${id}S`).user(`${id}U`).service(`${id}J`).end(`${id}E`).row(`${id}S`, `${id}U`, `${id}J`, `${id}E`),
    { loop: plan },
  );
}

function withBoundary(
  builder: ProcessBuilder,
  id: string,
  block: Extract<Block, { kind: 'boundary' }>,
): readonly [string, string] {
  const [host, event, beside, close] = [`${id}Host`, `${id}Event`, `${id}Beside`, `${id}Close`];
  if (block.task === 'user') builder.user(host);
  if (block.task === 'service') builder.service(host);
  if (block.task === 'sub') {
    const [s, u, x, e, boom] = [`${id}S`, `${id}U`, `${id}X`, `${id}E`, `${id}Boom`];
    builder.sub(host, (inner) =>
      inner
        .start(s)
        .user(u)
        .xor(x)
        .end(e)
        .end(boom, { kind: 'error', errorCode: 'E' })
        .row(s, u, x)
        .flow(x, e, { default: true })
        .flow(x, boom, 'modulo(count, 2) = 1'),
    );
  }
  const isError = block.event === 'error' || block.task === 'sub';
  const plan = isError
    ? ({ kind: 'error' } as const)
    : block.event === 'timer'
      ? timer('duration', 'PT2H')
      : message('news', '"k"');
  builder.boundary(event, host, plan, isError || block.interrupting).throw(close);
  if (isError || block.interrupting) builder.user(beside).row(event, beside, close);
  else builder.user(beside).end(`${beside}End`).row(event, beside, `${beside}End`);
  builder.row(host, close);
  return [host, close];
}

function compensable(builder: ProcessBuilder, id: string, throws: boolean): readonly [string, string] {
  const [task, undo, raise] = [`${id}Task`, `${id}Undo`, `${id}Throw`];
  builder.service(task, { compensationHandlerId: undo }).service(undo, { isForCompensation: true });
  builder.throw(raise, throws ? { kind: 'compensation' } : { kind: 'none' }).row(task, raise);
  return [task, raise];
}

/** The body runs again while the counter is small; it counts up itself, so it ends. */
function goingBack(builder: ProcessBuilder, id: string, body: Block, names: Names): readonly [string, string] {
  const [open, count, close] = [`${id}Open`, `${id}Count`, `${id}Close`];
  builder.xor(open).script(count, 'rounds + 1', 'rounds').xor(close);
  const [first, last] = place(builder, body, names);
  builder.row(open, first).row(last, count, close).flow(close, open, 'rounds < 3');
  const exit = `${id}Exit`;
  builder.throw(exit).flow(close, exit, { default: true });
  return [open, exit];
}

/** A message or the end of an hour, whichever comes first. */
function race(builder: ProcessBuilder, id: string): readonly [string, string] {
  const [open, news, late, close] = [`${id}Open`, `${id}News`, `${id}Late`, `${id}Close`];
  builder.eventGateway(open).catch(news, message('news', '"k"')).catch(late, timer('duration', 'PT1H')).xor(close);
  builder.row(open, news, close).row(open, late, close);
  return [open, close];
}

/** One branch brings what the other one waits for. */
function withData(builder: ProcessBuilder, id: string): readonly [string, string] {
  const [open, bring, use, close] = [`${id}Open`, `${id}Bring`, `${id}Use`, `${id}Close`];
  builder.and(open).user(bring).and(close);
  builder.service(use, { data: { inputSets: [{ variables: [bring] }] }, outputs: mappings({ count: 'count + 1' }) });
  builder.row(open, bring, close).row(open, use, close);
  return [open, close];
}

/** A signal thrown on one branch moves the other one, which may hear it too late and go on by itself. */
function signals(builder: ProcessBuilder, id: string): readonly [string, string] {
  const [open, raise, work, heard, close] = [`${id}Open`, `${id}Raise`, `${id}Work`, `${id}Heard`, `${id}Close`];
  const signal = { kind: 'signal', name: id } as const;
  builder.and(open).throw(raise, signal).user(work).boundary(heard, work, signal).or(close);
  builder.user(`${id}First`).row(open, `${id}First`, raise, close).row(open, work, close).row(heard, close);
  return [open, close];
}

function turns(builder: ProcessBuilder, id: string, block: Extract<Block, { kind: 'turns' }>): void {
  const plan = loop('standard', {
    condition: 'modulo(count + loopCounter, 4) != 3',
    testBefore: block.before,
    maximum: block.most,
  });
  if (block.task === 'user') builder.user(id, { loop: plan });
  if (block.task === 'script') builder.script(id, 'count + 1', 'count', { loop: plan });
  if (block.task !== 'sub') return;
  builder.sub(id, (inner) => inner.start(`${id}S`).user(`${id}U`).end(`${id}E`).row(`${id}S`, `${id}U`, `${id}E`), {
    loop: plan,
  });
}

function adHoc(builder: ProcessBuilder, id: string, block: Extract<Block, { kind: 'adHoc' }>, names: Names): void {
  builder.adHoc(
    id,
    (inner) => {
      const [one, two, other] = [`${id}One`, `${id}Two`, `${id}Other`];
      inner.user(one).service(two).row(one, two);
      inner.sub(other, (body) => {
        const [first, last] = place(body, block.body, names);
        body.start(`${id}S`).end(`${id}E`).row(`${id}S`, first).row(last, `${id}E`);
      });
    },
    {
      ordering: block.inTurn ? 'sequential' : 'parallel',
      cancelRemainingInstances: block.cancels,
      ...(block.until === 'first' ? { completionCondition: 'true' } : {}),
    },
  );
}

/** The first branches go on; the others are taken in at the reset, where one of them may go on as well. */
function complexBranches(
  builder: ProcessBuilder,
  id: string,
  block: Extract<Block, { kind: 'complex' }>,
  names: Names,
): readonly [string, string] {
  const [open, close, exit, late] = [`${id}Open`, `${id}Close`, `${id}Exit`, `${id}Late`];
  builder.and(open).complex(close, `activationCount >= ${block.needs}`).throw(exit);
  for (const part of block.parts) {
    const [first, last] = place(builder, part, names);
    builder.row(open, first).row(last, close);
  }
  if (block.late) {
    builder.user(late).end(`${late}End`).row(late, `${late}End`);
    builder.flow(close, exit, 'waitingForStart').flow(close, late, 'not(waitingForStart) and activationCount > 0');
  } else builder.row(close, exit);
  return [open, exit];
}

/** Several tokens leave together, and are taken together again. */
function quantity(builder: ProcessBuilder, id: string, count: number): readonly [string, string] {
  const [open, work, close] = [`${id}Open`, `${id}Work`, `${id}Close`];
  builder
    .throw(open, { kind: 'none' }, { completionQuantity: count })
    .service(work)
    .task(close, { startQuantity: count });
  builder.row(open, work, close);
  return [open, close];
}

function transaction(
  builder: ProcessBuilder,
  id: string,
  block: Extract<Block, { kind: 'transaction' }>,
  names: Names,
): readonly [string, string] {
  const [event, close] = [`${id}Event`, `${id}Close`];
  builder.transaction(id, (inner) => {
    const [task, undo, choice, cancelled] = [`${id}Task`, `${id}Undo`, `${id}Choice`, `${id}Cancelled`];
    const [first, last] = place(inner, block.body, names);
    inner.start(`${id}S`).service(task, { compensationHandlerId: undo }).service(undo, { isForCompensation: true });
    inner.xor(choice).end(`${id}E`).end(cancelled, { kind: 'cancel' });
    inner.row(`${id}S`, task, first).row(last, choice);
    inner.flow(choice, cancelled, block.cancels ? 'modulo(count, 2) = 0' : 'false');
    inner.flow(choice, `${id}E`, { default: true });
  });
  builder.boundary(event, id, { kind: 'cancel' }).user(`${id}Sorry`).xor(close);
  builder.row(id, close).row(event, `${id}Sorry`, close);
  return [id, close];
}
