// bpmn-server with its memory store. It parses the XML for every instance: its interface keeps no definitions.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const B = require('bpmn-server');
const { MemoryDataStore } = B.MemoryDataStore ? B : require('bpmn-server/dist/datastore/MemoryDataStore.js');

const CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';

const inDialect = (xml) =>
  xml
    .replace(/=amount &gt; (\d+)/g, 'this.data.amount &gt; $1')
    .replace(
      /<bpmn:extensionElements><zeebe:script .*?<\/bpmn:extensionElements>/g,
      '<bpmn:script>this.data.n = this.data.n + 1</bpmn:script>',
    )
    .replace(
      /<bpmn:multiInstanceLoopCharacteristics.*?<\/bpmn:multiInstanceLoopCharacteristics>/,
      '<bpmn:multiInstanceLoopCharacteristics isSequential="false" camunda:collection="$(100)"/>',
    )
    .replace('<bpmn:definitions ', `<bpmn:definitions ${CAMUNDA} `);

class Silent extends B.Logger {
  constructor() {
    super({ toConsole: false });
  }
  msg() {
    return {};
  }
  log() {}
  info() {}
  debug() {}
  warn() {}
  logS() {}
  logE() {}
  async saveForInstance() {}
}

/** Its own locker needs a MongoDB driver. */
class Store extends MemoryDataStore {
  constructor(server) {
    super(server);
    this.locker = { lock: async () => true, release: async () => {}, delete: async () => {}, list: async () => [] };
  }
}

export async function open({ xml }) {
  // It catches what nobody caught, of whoever it is.
  process.removeAllListeners('uncaughtException');
  const text = inDialect(xml);
  class Models extends B.ModelsDatastore {
    async getSource() {
      return text;
    }
    async getSVG() {
      return null;
    }
  }
  const configuration = new B.Configuration({
    definitionsPath: '',
    templatesPath: '',
    timers: { forceTimersDelay: 1000, precision: 3000 },
    database: {},
    apiKey: '',
    logger: new Silent(),
    definitions: (server) => new Models(server),
    appDelegate: (server) => new B.DefaultAppDelegate(server),
    dataStore: (server) => new Store(server),
    cacheManager: (server) => new B.NoCacheManager(server),
    scriptHandler: () => new B.ScriptHandler(),
  });
  const server = new B.BPMNServer(configuration, new Silent(), { cron: false });
  const kept = () => server.dataStore.db.db;
  return {
    async run(variables) {
      const execution = await server.engine.start('bench', { ...variables });
      kept().clear();
      return execution.instance.status === 'end';
    },
    async roundTrip() {
      const { instance } = await server.engine.start('bench', {});
      const execution = await server.engine.invoke({ id: instance.id, 'items.elementId': 'approve' }, {});
      kept().clear();
      return execution.instance.status === 'end';
    },
  };
}
