import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { evaluate as interpret, unaryTest as interpretTest } from '@bpmn-io/feelin';
import { compileDecisions } from '../../engine/decision/compile-decision.js';
import { compileFeel, type CompiledFeel } from '../../engine/feel/compile-feel.js';
import type { JsonObject } from '../../engine/model/json.js';
import { rateOf } from './rate.js';

/** `npm run bench expressions`: FEEL beside both feelin packages and a plain function in one run, and the hostile corpus by the clock. */
const CONDITION = 'amount > 100 and status = "ok"';
const CONTEXT: JsonObject = {
  amount: 150,
  status: 'ok',
  area: 60.5,
  kind: 'b',
  received: '2026-02-12',
  votes: [
    { yes: true, area: 80 },
    { yes: false, area: 51 },
    { yes: true, area: 120.25 },
  ],
  shop: { name: '张记包子铺', staff: 3, licence: { no: 'JY23703030000015' } },
};

const FORMS: readonly ((n: number) => string)[] = [
  (n) => `amount > ${n} and status = "ok"`,
  (n) => `amount * 2 + ${n} <= 400 or kind = "b"`,
  (n) => `if area > ${n} then "big" else "small"`,
  (n) => `amount in [${n}..${n + 100})`,
  (n) => `kind in ("a", "b", "c${n}")`,
  (n) => `count(votes[yes = true and area > ${n}])`,
  (n) => `sum(votes.area) > ${n}`,
  (n) => `some v in votes satisfies v.area > ${n}`,
  (n) => `every v in votes satisfies v.area > ${n} or v.yes`,
  (n) => `shop.staff >= ${n % 7} and shop.licence.no != null`,
  (n) => `area * ${n} / 100`,
  (n) => `{total: amount + ${n}, due: total * 0.3}.due`,
  (n) => `substring(shop.name, 1, ${1 + (n % 3)}) + "${n}"`,
  (n) => `not(contains(shop.name, "${n}"))`,
  (n) => `date(received) < date("2026-0${1 + (n % 9)}-12")`,
  (n) => `max(amount, ${n}, area)`,
  (n) => `for v in votes return v.area + ${n}`,
  (n) => `amount between ${n} and ${n + 60}`,
  (n) => `decimal(area * ${n}, 1) = ${n}`,
  (n) => `string length(status) = ${n % 4} and amount != ${n}`,
];
/** Expressions of twenty forms: what a package holds beside conditions. */
const VARIED = Array.from({ length: 400 }, (_none, index) =>
  (FORMS[index % FORMS.length] ?? String)(Math.floor(index / 20) * 7),
);

/** The mix of bench.md: conditions of one, two and three comparisons over five variables. */
const CONDITIONS = Array.from({ length: 400 }, (_none, index) => {
  const turn = <T>(list: readonly T[], shift: number): T => list[(index + shift) % list.length] as T;
  const numbers = ['amount', 'total', 'score'];
  const signs = ['>', '<', '>=', '<=', '='];
  const first = `${turn(numbers, 0)} ${turn(signs, 0)} ${index}`;
  const second = `${turn(['status', 'country'], 0)} = "${turn(['ok', 'DE', 'new'], 0)}"`;
  const third = `${turn(numbers, 1)} ${turn(signs, 2)} ${index * 2}`;
  return turn([first, `${first} and ${second}`, `${first} and ${second} and ${third}`, second], 0);
});
const FLAT: JsonObject = { amount: 150, status: 'ok', total: 20, country: 'DE', score: 300 };

const figure = (value: number): string => Math.round(value).toLocaleString('en');
let sink = 0;

function goal(name: string, value: number, reached: boolean, wanted: string): string {
  return `${name} ${value >= 10 ? figure(value) : value.toFixed(2)} (goal ${wanted}: ${reached ? 'reached' : 'not reached'})`;
}

/** Expressions to evaluate in turn, and how many times the peers is wanted. */
interface Mix {
  readonly title: string;
  readonly sources: readonly string[];
  readonly context: JsonObject;
  readonly wanted?: string;
}

/** Evaluates many expressions in turn, so that no call site sees one closure only, beside peers that read each text every time. */
function inTurn(peers: Readonly<Record<string, Interpret>>, { title, sources, context, wanted }: Mix): void {
  const began = process.hrtime.bigint();
  const compiled = sources.map(ready);
  const compileMs = Number(process.hrtime.bigint() - began) / 1e6;
  const count = sources.length;
  // Each of the closures has to become warm by itself.
  for (let turn = 0; turn < 200_000; turn += 1) sink += compiled[turn % count]?.evaluate(context).ok === true ? 1 : 0;
  const ours = rateOf((index) => (sink += compiled[index % count]?.evaluate(context).ok === true ? 1 : 0));
  const each = ((compileMs / count) * 1000).toFixed(0);
  console.log(`${title} in turn (compiled in ${compileMs.toFixed(1)} ms, ${each} us each)`);
  console.log(`  ours ${figure(ours)}/s`);
  for (const [name, run] of Object.entries(peers)) {
    const rate = rateOf((index) => (sink += run(sources[index % count] ?? '', context) === undefined ? 0 : 1));
    const ratio = ours / rate;
    const said = wanted === undefined ? `ours ÷ it ${figure(ratio)}` : goal('ours ÷ it', ratio, ratio >= 500, wanted);
    console.log(`  ${name} ${figure(rate)}/s, ${said}`);
  }
}

function ready(source: string): CompiledFeel {
  const compiled = compileFeel(source, 'expression');
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problem.message.en}`);
  return compiled.expression;
}

type Interpret = (source: string, context: JsonObject) => unknown;

/** The other package called feelin, which is installed only for benchmarks. */
async function otherFeelin(): Promise<Interpret | undefined> {
  const file = path.resolve('tests', 'bench', 'peers', 'node_modules', 'feelin', 'dist', 'index.js');
  if (!existsSync(file)) return undefined;
  const { evaluate } = (await import(pathToFileURL(file).href)) as { readonly evaluate: Interpret };
  return evaluate;
}

const plain = ({ amount, status }: JsonObject): boolean => Number(amount) > 100 && status === 'ok';

/** A table of 20 rules over two inputs, as DMN. */
function tableXml(): string {
  const rules = Array.from({ length: 20 }, (_none, index) => {
    const cells = `<inputEntry id="a${index}"><text>[${index * 10}..${index * 10 + 10})</text></inputEntry><inputEntry id="k${index}"><text>"a", "b"</text></inputEntry>`;
    return `<rule id="r${index}">${cells}<outputEntry id="o${index}"><text>"level ${index}"</text></outputEntry></rule>`;
  });
  const inputs = ['amount', 'kind'].map(
    (name) => `<input id="i${name}"><inputExpression id="e${name}"><text>${name}</text></inputExpression></input>`,
  );
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:bench"><decision id="t" name="t"><variable name="t"/><decisionTable id="dt" hitPolicy="UNIQUE">${inputs.join('')}<output id="o"/>${rules.join('')}</decisionTable></decision></definitions>`;
}

function interpretTable(context: JsonObject): unknown {
  for (let index = 0; index < 20; index += 1) {
    const amount = interpretTest(`[${index * 10}..${index * 10 + 10})`, { ...context, '?': context['amount'] });
    if (amount.value !== true) continue;
    if (interpretTest('"a", "b"', { ...context, '?': context['kind'] }).value === true) return `level ${index}`;
  }
  return null;
}

async function main(): Promise<void> {
  const peers: Record<string, Interpret> = { '@bpmn-io/feelin': (source, context) => interpret(source, context).value };
  const other = await otherFeelin();
  if (other) peers['feelin'] = other;

  const condition = ready(CONDITION);
  const ours = rateOf(() => (sink += condition.evaluate(CONTEXT).ok ? 1 : 0));
  const function_ = rateOf(() => (sink += plain(CONTEXT) ? 1 : 0));
  console.log(`condition ${CONDITION}`);
  console.log(`  ours ${figure(ours)}/s, plain function ${figure(function_)}/s`);
  for (const [name, run] of Object.entries(peers))
    console.log(`  ${name} ${figure(rateOf(() => (sink += run(CONDITION, CONTEXT) === true ? 1 : 0)))}/s`);
  console.log(`  ${goal('plain ÷ ours', function_ / ours, function_ / ours <= 20, 'at most 20')}`);

  inTurn(peers, { title: '400 different conditions', sources: CONDITIONS, context: FLAT, wanted: 'at least 500' });
  inTurn(peers, { title: '400 expressions of twenty forms', sources: VARIED, context: CONTEXT });

  const table = await compileDecisions(tableXml());
  if (!table.ok) throw new Error(JSON.stringify(table.problems));
  const answer = table.decisions.evaluate('t', CONTEXT);
  if (!answer.ok || answer.value !== 'level 15') throw new Error(`the table said ${JSON.stringify(answer)}`);
  const rows = Array.from({ length: 20 }, (_none, index) => ({ ...CONTEXT, amount: index * 10 + 5 }));
  console.log('table of 20 rules');
  console.log(
    `  ours ${figure(rateOf((index) => (sink += table.decisions.evaluate('t', rows[index % 20] ?? CONTEXT).ok ? 1 : 0)))}/s, ` +
      `@bpmn-io/feelin ${figure(rateOf((index) => (sink += interpretTable(rows[index % 20] ?? CONTEXT) === null ? 0 : 1)))}/s`,
  );
  await hostile();
  if (sink < 0) throw new Error('unreachable');
}

/** Each expression of the hostile corpus once, cold as it comes, with how long it held the main loop. */
async function hostile(): Promise<void> {
  const file = path.resolve('tests', 'engine', 'feel', 'hostile.json');
  const { expressions } = JSON.parse(readFileSync(file, 'utf8')) as { readonly expressions: readonly string[] };
  const times: { readonly ms: number; readonly source: string }[] = [];
  let late = 0;
  for (const source of expressions) {
    const due = performance.now();
    const lag = new Promise<number>((resolve) => setImmediate(() => resolve(performance.now() - due)));
    const before = performance.now();
    const compiled = compileFeel(source, 'expression');
    if (compiled.ok) compiled.expression.evaluate({});
    times.push({ ms: performance.now() - before, source });
    late = Math.max(late, await lag);
  }
  const slowest = times.reduce((worst, time) => (time.ms > worst.ms ? time : worst));
  const over = times.filter(({ ms }) => ms > 150).length;
  console.log(
    `hostile corpus of ${expressions.length}: slowest ${slowest.ms.toFixed(0)} ms (${slowest.source.slice(0, 60)})`,
  );
  console.log(`  over 150 ms: ${over} (goal 0), main loop held at most ${late.toFixed(0)} ms (goal 50)`);
}

await main();
