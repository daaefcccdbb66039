import type { JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { numberIn, rowsOf, textIn } from '../activities/activity-rows.js';
import { ownPart } from '../activities/activity-view.js';
import { verifyUrl } from '../documents/issue-certificate.js';
import { CASES, WORKLIST } from '../store/collections.js';
import type { LedActivity, OwnCertificate, OwnVolunteering } from '../wire/activities.js';
import type { Office } from './office.js';

/** Steps by which one's service earns a star more: 1 to 5 stars. */
const STARS = [100, 300, 600, 1000, 1500];
const MOST = 200;

const said = (values: JsonObject, name: string): string => textIn(values, name) ?? '';
const newestFirst = <Row extends { readonly day: string }>(one: Row, other: Row): number =>
  other.day.localeCompare(one.day);

/** What somebody has signed up for, done, earned and leads. Hours are summed from the records themselves. */
export async function ownVolunteering(office: Office, user: SignedIn): Promise<OwnVolunteering> {
  const { registers } = office;
  const { userId } = user;
  const own = { where: { userId }, limit: MOST };
  const [volunteers, parts, records, certificates, tasks, leading] = await Promise.all([
    rowsOf(registers, 'volunteers', { where: { userId, state: '在册' }, limit: 1 }),
    rowsOf(registers, 'participations', own),
    rowsOf(registers, 'volunteer-hours', { where: { userId }, limit: 1000 }),
    rowsOf(registers, 'volunteer-certificates', own),
    office.store.find(WORKLIST, { where: { assignee: userId, service: 'volunteer-activity' }, limit: MOST }),
    ledBy(office, userId),
  ]);
  const hours = records
    .map(({ key, values }) => ({
      recordNo: key,
      title: said(values, 'title'),
      kind: said(values, 'kind'),
      day: said(values, 'day'),
      hours: numberIn(values, 'hours') ?? 0,
      recordedBy: said(values, 'recordedBy'),
      state: said(values, 'state'),
    }))
    .sort(newestFirst);
  const sum = hours.filter(({ state }) => state !== '作废').reduce((whole, one) => whole + one.hours, 0);
  const [volunteer] = volunteers;
  return {
    volunteer:
      volunteer === undefined
        ? null
        : {
            volunteerNo: volunteer.key,
            name: said(volunteer.values, 'name'),
            registeredOn: said(volunteer.values, 'registeredOn'),
            hours: sum,
            stars: STARS.filter((step) => sum >= step).length,
          },
    tasks: tasks.records.map(({ _id, rootId, name, caseNumber }) => ({
      workItemId: _id,
      caseId: rootId,
      name,
      caseNumber: caseNumber ?? '',
    })),
    activities: parts
      .map(({ values }) => ({
        activityNo: said(values, 'activityNo'),
        title: said(values, 'title'),
        day: said(values, 'day'),
        from: said(values, 'from'),
        to: said(values, 'to'),
        ...ownPart(values),
      }))
      .sort(newestFirst)
      .map(({ day: _, ...one }) => one),
    hours,
    certificates: await Promise.all(certificates.map(({ values }) => certificateOf(office, userId, values))),
    leading,
  };
}

async function ledBy(office: Office, userId: string): Promise<readonly LedActivity[]> {
  const teams = await Promise.all(
    ['leaderUserId', 'deputyUserId'].map((name) =>
      rowsOf(office.registers, 'teams', { where: { [name]: userId }, limit: 20 }),
    ),
  );
  const keys = [...new Set(teams.flat().map(({ key }) => key))];
  if (keys.length === 0) return [];
  const rows = await rowsOf(office.registers, 'activities', {
    where: { teamNo: { in: keys } },
    sort: { property: 'day', descending: true },
    limit: 50,
  });
  return rows.map(({ key, values }) => ({
    activityNo: key,
    title: said(values, 'title'),
    from: said(values, 'from'),
    state: said(values, 'state'),
  }));
}

async function certificateOf(office: Office, applicantId: string, values: JsonObject): Promise<OwnCertificate> {
  const where = { caseNumber: said(values, 'caseNumber'), applicantId };
  const row = (await office.store.find(CASES, { where, limit: 1 })).records[0];
  const token = textIn(values, 'verifyToken');
  return {
    certificateNo: said(values, 'certificateNo'),
    hours: numberIn(values, 'hours') ?? 0,
    issuedOn: said(values, 'issuedOn'),
    state: said(values, 'state'),
    ...(token === undefined ? {} : { verifyUrl: verifyUrl(office.publicUrl, token) }),
    ...(row === undefined ? {} : { caseId: row._id }),
  };
}
