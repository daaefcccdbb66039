// bpmn-engine: the serialised source is shared; a new Engine for each instance.
import { Engine } from 'bpmn-engine';
import { expressions, scripts, sourceOf } from './bpmn-elements.mjs';

export async function open({ xml }) {
  const sourceContext = await sourceOf(xml);
  const make = (variables) => new Engine({ name: 'bench', sourceContext, expressions, scripts, variables });
  const until = (engine) => {
    const seen = { ended: false };
    engine.once('end', () => (seen.ended = true));
    return seen;
  };
  return {
    async run(variables) {
      const engine = make(variables);
      const seen = until(engine);
      await engine.execute();
      return seen.ended;
    },
    async roundTrip() {
      const waiting = make({});
      await waiting.execute();
      const state = await waiting.getState();
      for (const definition of state.definitions) delete definition.source;
      const again = make({}).recover(JSON.parse(JSON.stringify(state)));
      const seen = until(again);
      const running = await again.resume();
      running.signal({ id: 'approve' });
      return seen.ended;
    },
  };
}
