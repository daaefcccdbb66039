import { request } from '../../shared/request.js';
import type { PasswordCode, PeoplePage, PersonFields, PersonView } from '../../../wire/people.js';

const at = (userId: string, act = ''): string => `/api/people/${encodeURIComponent(userId)}${act}`;

/** One page of people: those who work here, or all. */
export function readPeople(
  asked: { readonly q: string; readonly all: boolean; readonly cursor?: string },
  signal: AbortSignal,
): Promise<PeoplePage> {
  const query = new URLSearchParams({
    ...(asked.q === '' ? {} : { q: asked.q }),
    ...(asked.all ? { all: '1' } : {}),
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
  });
  return request<PeoplePage>(`/api/people?${query.toString()}`, { signal });
}

/** Makes a person; the answer holds the one-time code. */
export const createPerson = (person: PersonFields & { readonly login: string }): Promise<PasswordCode> =>
  request('/api/people', { method: 'POST', body: person });

/** Changes name, roles and place. */
export const changePerson = (userId: string, person: PersonFields): Promise<PersonView> =>
  request(at(userId), { method: 'PUT', body: person });

/** Takes the password and gives a one-time code. */
export const resetPassword = (userId: string): Promise<PasswordCode> =>
  request(at(userId, '/code'), { method: 'POST' });

/** Closes the account or opens it again. */
export const closePerson = (userId: string, closed: boolean): Promise<PersonView> =>
  request(at(userId, closed ? '/close' : '/open'), { method: 'POST' });

/** Forgets failed log-ins. */
export const unlockPerson = (userId: string): Promise<PersonView> => request(at(userId, '/unlock'), { method: 'POST' });

/** Signs a person out everywhere. */
export const endSessions = (userId: string): Promise<{ readonly ended: number }> =>
  request(at(userId, '/sessions'), { method: 'DELETE' });
