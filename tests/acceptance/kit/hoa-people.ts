import { expect } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import type { Answer, Browser, WebOffice } from '../../runtime/kit/web-office.js';

/** The people of one case, who sign in and do their tasks through the API. */
export interface HoaPeople {
  as(login: string): Promise<Browser>;
  /** Sets the clock to a local time; whoever worked before signs in again. */
  at(instant: string): void;
  /** The open tasks of this name that somebody sees. */
  itemsOf(login: string, name: string): Promise<readonly JsonObject[]>;
  /** Claims and completes a task, which must be accepted. */
  does(login: string, name: string, document: JsonObject): Promise<void>;
  /** Lets timers and jobs run. */
  drain(): Promise<void>;
  caseId: string;
}

/** A list in a body. */
export const listOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  value as unknown as readonly JsonObject[];

/** The code of a refusal. */
export const codeOf = ({ body }: Answer): unknown => (body as JsonObject | null)?.['code'];

/** Waits, without a clock, until something holds. */
export async function until(what: string, web: WebOffice, holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await holds()) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never: ${what}; ${web.log.slice(-3).join('\n')}`);
}

/** The people of a case. */
export function hoaPeople(web: WebOffice): HoaPeople {
  const people = new Map<string, Browser>();
  const self: HoaPeople = {
    caseId: '',
    as: async (login) => {
      const known = people.get(login) ?? (await web.as(login));
      people.set(login, known);
      return known;
    },
    at: (instant) => {
      web.clock.set(Date.parse(`${instant}+08:00`));
      people.clear();
    },
    itemsOf: async (login, name) => {
      const browser = await self.as(login);
      let found: readonly JsonObject[] = [];
      await until(`${login}: ${name}`, web, async () => {
        for (const view of ['mine', 'groups']) {
          const page = (await browser.get(`/api/work-items?view=${view}`)).body as JsonObject;
          found = listOf(page['items']).filter((one) => (one['name'] as JsonObject)['zh'] === name);
          if (found.length > 0) return true;
        }
        return false;
      });
      return found;
    },
    does: async (login, name, document) => {
      const [item] = await self.itemsOf(login, name);
      const place = `/api/work-items/${String(item?.['workItemId'])}`;
      const browser = await self.as(login);
      await browser.post(`${place}/claim`, {});
      const done = await browser.post(`${place}/complete`, { document });
      await self.drain();
      expect([name, done.status, done.status < 300 ? null : done.body]).toEqual([name, 200, null]);
    },
    drain: async () => {
      await web.office.commands.drain(self.caseId, 5_000);
    },
  };
  return self;
}
