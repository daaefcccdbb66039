import { isoInstant, type JsonObject, type JsonValue, type Text } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { DRAFTS, type DraftRecord } from '../documents/document-records.js';
import { createSealedNames } from './sealed-names.js';
import type { Office } from './office.js';

/** A draft as its owner sees it. */
export interface DraftView {
  readonly service: string;
  readonly title: Text;
  readonly document: JsonValue;
  readonly savedAt: string;
}

/** Keeps a draft of a start form or of a work item, sealed; the newest wins. Nothing is checked: drafts are unfinished. */
export async function saveDraft(
  office: Office,
  user: SignedIn,
  draft: { readonly subject: string; readonly kind: DraftRecord['kind']; readonly document: JsonObject },
): Promise<{ readonly savedAt: string }> {
  const _id = `${user.userId}:${draft.subject}`;
  const savedAt = office.clock.now();
  const names = await createSealedNames(office.packages).forOffice();
  const record: DraftRecord = {
    _id,
    userId: user.userId,
    subject: draft.subject,
    kind: draft.kind,
    document: office.sealing.seal(_id, draft.document, names),
    savedAt,
  };
  if (!(await office.store.insert(DRAFTS, record))) await office.store.compareAndSet(DRAFTS, { _id }, record);
  return { savedAt: isoInstant(office.calendar.zone, savedAt) };
}

/** Takes a draft away. */
export async function dropDraft(office: Office, user: SignedIn, subject: string): Promise<void> {
  await office.store.remove(DRAFTS, `${user.userId}:${subject}`);
}

/** The drafts of start forms of a person, newest first. */
export async function listDrafts(office: Office, user: SignedIn): Promise<readonly DraftView[]> {
  const page = await office.store.find(DRAFTS, {
    where: { userId: user.userId, kind: 'service' },
    sort: [{ field: 'savedAt', descending: true }],
    limit: 100,
  });
  return Promise.all(page.records.map((record) => draftView(office, record)));
}

/** One draft of a start form, or undefined. */
export async function findDraft(office: Office, user: SignedIn, subject: string): Promise<DraftView | undefined> {
  const record = await office.store.get(DRAFTS, `${user.userId}:${subject}`);
  return record === undefined ? undefined : draftView(office, record);
}

async function draftView(office: Office, record: DraftRecord): Promise<DraftView> {
  const active = await office.packages.activePackage(record.subject);
  return {
    service: record.subject,
    title: active?.manifest.title ?? { zh: record.subject, en: record.subject },
    document: office.sealing.unseal(record._id, record.document),
    savedAt: isoInstant(office.calendar.zone, record.savedAt),
  };
}
