import type { JsonValue } from '../../../engine/index.js';

/** One event as a browser gives it to its page. */
export interface HeardEvent {
  readonly type: string;
  readonly data: JsonValue;
  readonly id: string;
}

/** A reader of server-sent events, as a browser reads them (HTML, 9.2.6). */
export interface EventReader {
  readonly status: number;
  readonly headers: Headers;
  readonly heard: readonly HeardEvent[];
  /** What a browser would send when it comes back. */
  lastEventId(): string;
  /** Resolves when `fits` holds for what was heard; rejects after 10 s. */
  until(fits: (heard: readonly HeardEvent[]) => boolean): Promise<void>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the stream with this cookie, behind `lastEventId` when it is given. */
export async function readEvents(base: string, cookie: string, lastEventId?: string): Promise<EventReader> {
  const control = new AbortController();
  const response = await fetch(`${base}/api/events`, {
    signal: control.signal,
    headers: { Cookie: cookie, ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) },
  });
  const heard: HeardEvent[] = [];
  let last = lastEventId ?? '';
  let rest = '';
  const take = (block: string): void => {
    let type = 'message';
    let data = '';
    for (const line of block.split('\n')) {
      const [field = '', value = ''] = [
        line.slice(0, line.indexOf(':')),
        line.slice(line.indexOf(':') + 1).trimStart(),
      ];
      if (field === 'id') last = value;
      if (field === 'event') type = value;
      if (field === 'data') data += value;
    }
    if (data !== '') heard.push({ type, data: JSON.parse(data) as JsonValue, id: last });
  };
  const pump = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  };
  const ended = pump().catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    heard,
    ended,
    lastEventId: () => last,
    until: async (fits) => {
      for (let waited = 0; waited < 10_000; waited += 10) {
        if (fits(heard)) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`not heard; but ${JSON.stringify(heard)}`);
    },
    close: () => control.abort(),
  };
}
