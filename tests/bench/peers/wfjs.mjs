// @vhidvz/wfjs: a router of tokens. It has no conditions, scripts or loops of its own: a method of a class does what a node means.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { WorkflowJS } = require('@vhidvz/wfjs');
const { parse } = require('@vhidvz/wfjs/utils');
const { Act, Data, Node, Process } = require('@vhidvz/wfjs/common');
const { Context } = require('@vhidvz/wfjs/context');

const pick = (amount) => (amount > 1000 ? 'big' : amount > 100 ? 'medium' : amount > 10 ? 'small' : 'other');

function behave(kind, id) {
  if (id === 'gw') return async (act, data) => act.takeOutgoing({ id: pick(data.amount) });
  if (kind.endsWith('scriptTask')) {
    return async (act, data) => {
      data.n += 1;
      act.takeOutgoing();
    };
  }
  return async (act) => act.takeOutgoing();
}

/** The peer reads the flows of a node from its `incoming` and `outgoing` children. */
function withEnds(xml) {
  const flows = [...xml.matchAll(/<bpmn:sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g)];
  return xml.replace(
    /<(bpmn:(?:startEvent|endEvent|task|scriptTask|userTask|exclusiveGateway|parallelGateway)) id="([^"]+)"([^>]*?)(\/?)>/g,
    (_, name, id, rest, closed) => {
      const ends = flows.map(
        ([, flow, from, to]) =>
          (from === id ? `<bpmn:outgoing>${flow}</bpmn:outgoing>` : '') +
          (to === id ? `<bpmn:incoming>${flow}</bpmn:incoming>` : ''),
      );
      return `<${name} id="${id}"${rest}>${ends.join('')}${closed ? `</${name}>` : ''}`;
    },
  );
}

function workflowOf(xml) {
  const schema = parse(withEnds(xml))['bpmn:definitions'];
  const process = schema['bpmn:process'][0];
  const Flow = class {};
  const nodes = Object.entries(process).filter(([kind]) => /(Event|ask|Gateway)$/.test(kind));
  for (const [kind, elements] of nodes) {
    for (const {
      $: { id },
    } of elements) {
      const doing = behave(kind, id);
      Flow.prototype[id] = async function (act, data) {
        return doing(act, data);
      };
      Data()(Flow.prototype, id, 1);
      Act()(Flow.prototype, id, 0);
      const descriptor = Object.getOwnPropertyDescriptor(Flow.prototype, id);
      Node({ id, ...(kind.endsWith('userTask') ? { pause: true } : {}) })(Flow.prototype, id, descriptor);
      Object.defineProperty(Flow.prototype, id, descriptor);
    }
  }
  const Made = Process({ id: process.$.id, schema })(Flow);
  return { definition: schema, process, target: new Made() };
}

export async function open({ id, xml }) {
  if (id === '4') return { unsupported: 'no multi-instance' };
  const workflow = workflowOf(xml);
  const factory = () => workflow.target;
  return {
    async run(variables) {
      const { context } = await WorkflowJS.build(workflow).execute({ data: { ...variables }, factory });
      return context.status === 'terminated';
    },
    async roundTrip() {
      const { context: waiting } = await WorkflowJS.build(workflow).execute({ factory });
      const restored = Context.deserialize(JSON.parse(JSON.stringify(waiting.serialize())));
      const { context } = await WorkflowJS.build({ ...workflow, context: restored }).execute({
        node: { id: 'approve' },
        factory,
      });
      return context.status === 'terminated';
    },
  };
}
