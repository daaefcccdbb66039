import { RequestProblem } from '../../use-cases/request-problem.js';
import { signedIn } from '../call.js';
import type { EventStreams } from '../event-streams.js';
import { route, type Route } from '../route.js';

/** What changes while a page is open. */
export function eventRoutes(streams: EventStreams): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/events',
      permission: 'session',
      tag: 'platform',
      summary: { zh: '变更推送', en: 'Server-sent events: what changes' },
      reply: {
        status: 200,
        text:
          'Events `case`, `worklist`, `incident` (data: caseId, instanceId), `batch` (batchId), `notice` (caseId), and `reset`: look at ' +
          'everything anew. Resumes behind Last-Event-ID for an hour',
        type: 'text/event-stream',
      },
      handle: (call) => {
        const { userId } = signedIn(call);
        if (call.sessionToken === null || !streams.admits(userId)) throw new RequestProblem('TOO_MANY');
        const request = { user: signedIn(call), sessionToken: call.sessionToken, lastEventId: call.lastEventId };
        return Promise.resolve({ status: 200, stream: (response) => streams.open(response, request) });
      },
    }),
  ];
}
