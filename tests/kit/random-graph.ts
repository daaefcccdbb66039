import { fc } from './fast-check.js';
import type { ProcessPlan } from '../../engine/model/plan.js';
import { message, processOf, timer } from './process-builder.js';

const KINDS = [
  ...['user', 'script', 'service', 'task', 'throw', 'receive', 'waiting', 'gate'],
  ...['xor', 'and', 'or', 'complex', 'error', 'terminate', 'end'],
] as const;
type Kind = (typeof KINDS)[number];
const ENDS: readonly Kind[] = ['error', 'terminate', 'end'];

interface Node {
  readonly kind: Kind;
  /** Where its flows lead, as places in the list of nodes. */
  readonly to: readonly number[];
  readonly quantity: number;
}

const node: fc.Arbitrary<Node> = fc.record({
  kind: fc.constantFrom(...KINDS),
  to: fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }),
  quantity: fc.constantFrom(1, 1, 1, 2),
});

/** Graphs of nodes of every kind, joined by chance: most of them can starve, pile up tokens or run in circles. */
export const randomGraph: fc.Arbitrary<ProcessPlan> = fc
  .array(node, { minLength: 2, maxLength: 10 })
  .map((nodes): ProcessPlan => {
    const builder = processOf('graph').start('start');
    const idOf = (place: number): string => `${nodes[place % nodes.length]?.kind ?? ''}${place % nodes.length}`;
    nodes.forEach(({ kind, quantity }, place) => {
      const id = idOf(place);
      const many = quantity > 1 ? { startQuantity: quantity } : {};
      if (kind === 'user') builder.user(id, many);
      else if (kind === 'script') builder.script(id, 'count + 1', 'count');
      else if (kind === 'service') builder.service(id);
      else if (kind === 'task') builder.task(id, quantity > 1 ? { completionQuantity: quantity } : {});
      else if (kind === 'throw') builder.throw(id);
      else if (kind === 'receive') builder.receive(id, 'news', '"k"');
      else if (kind === 'waiting') builder.catch(id, timer('duration', 'PT1H'));
      else if (kind === 'gate') gate(builder, id);
      else if (kind === 'complex') builder.complex(id, 'activationCount >= 2');
      else if (kind === 'error') builder.end(id, { kind: 'error', errorCode: 'E' });
      else if (kind === 'terminate') builder.end(id, { kind: 'terminate' });
      else if (kind === 'end') builder.end(id);
      else builder[kind](id);
    });
    builder.flow('start', idOf(0));
    nodes.forEach(({ kind, to }, place) => {
      if (ENDS.includes(kind)) return;
      const targets = [...new Set(to.map((one) => one % nodes.length))];
      const id = kind === 'gate' ? `${idOf(place)}Merge` : idOf(place);
      const isChoice = kind === 'xor' || kind === 'or' || kind === 'complex';
      targets.forEach((target, at) => {
        const condition = at === targets.length - 1 ? undefined : `modulo(count, ${at + 2}) = 0`;
        builder.flow(id, idOf(target), isChoice && targets.length > 1 ? condition : undefined);
      });
    });
    return builder.plan();
  });

/** An event-based gateway with its two events and what brings them together again. */
function gate(builder: ReturnType<typeof processOf>, id: string): void {
  const [news, late, merge] = [`${id}News`, `${id}Late`, `${id}Merge`];
  builder.eventGateway(id).catch(news, message('news', '"k"')).catch(late, timer('duration', 'PT1H')).throw(merge);
  builder.row(id, news, merge).row(id, late, merge);
}
