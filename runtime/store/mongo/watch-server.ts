import type { mongo } from 'mongoose';

/** What is known of the servers behind a client from its own looking. */
export interface ServerWatch {
  /** No server has answered for a while: whoever asks now would only wait. */
  isAway(): boolean;
}

/** A look at a server ends after 7 s at the latest, by the driver's own limits (5 s for an answer, 2 s between two looks). */
const STUCK_MS = 8000;
/** A server may be changed or restarted within that time without anybody being told. */
const AWAY_MS = 3000;

/**
 * Watches how the driver looks at its servers. `stuck` is called once when a look neither succeeds nor fails: the driver writes its question to
 * a socket that closed in that moment, waits for ever, and would never find the server again. From then on the client is of no use.
 */
export function watchServer(client: mongo.MongoClient, stuck: () => void): ServerWatch {
  const looks = new Map<string, NodeJS.Timeout>();
  let awaySince: number | undefined;
  const over = (address: string): void => {
    clearTimeout(looks.get(address));
    looks.delete(address);
  };
  const giveUp = (): void => {
    for (const address of [...looks.keys()]) over(address);
    client.off('serverHeartbeatStarted', begin);
    stuck();
  };
  function begin({ connectionId }: mongo.ServerHeartbeatStartedEvent): void {
    over(connectionId);
    looks.set(connectionId, setTimeout(giveUp, STUCK_MS).unref());
  }
  client.on('serverHeartbeatStarted', begin);
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => over(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => over(connectionId));
  client.on('serverClosed', ({ address }) => over(address));
  client.on('topologyDescriptionChanged', ({ newDescription }) => {
    const isThere = [...newDescription.servers.values()].some(({ type }) => type !== 'Unknown');
    awaySince = isThere ? undefined : (awaySince ?? performance.now());
  });
  return { isAway: () => awaySince !== undefined && performance.now() - awaySince > AWAY_MS };
}
