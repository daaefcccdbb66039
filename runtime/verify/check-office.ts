import { createAudit } from '../access/audit.js';
import type { Store } from '../seams/store.js';
import { CASES, type CollectionName } from '../store/collections.js';
import { EMPTY_BOX, entryHash } from '../votes/ballot-hash.js';
import { isShutWhole } from '../votes/secret/secret-box.js';
import { BALLOT_CLAIMS, BALLOTS, VOTES, type VoteRecord } from '../votes/vote-records.js';
import type { Finding, FindingCode } from './finding.js';
import { allOf, pagesOf } from './gather.js';

/** What belongs to no instance: numbers that were given twice, the chain of the audit log, ballot boxes. */
export async function checkOffice(parts: {
  readonly store: Store;
  readonly now: () => number;
}): Promise<readonly Finding[]> {
  const { store } = parts;
  const findings: Finding[] = [];
  const note = (code: FindingCode, collection: CollectionName, id: string, detail: string): void => {
    findings.push({ code, collection, id, detail });
  };
  let number = '';
  let cursor: string | undefined;
  do {
    const sort = [{ field: 'caseNumber' }];
    const page = await store.find(CASES, { sort, limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    for (const row of page.records) {
      if (row.caseNumber !== '' && row.caseNumber === number) note('ID_TWICE', 'cases', row._id, number);
      number = row.caseNumber;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const chain = await createAudit({
    store,
    clock: { now: parts.now, after: () => () => undefined, ticks: parts.now },
  }).verify();
  if (!chain.ok) note('AUDIT_BROKEN', 'audit', chain.firstBad, 'the first entry that does not fit');
  for await (const page of pagesOf(store, VOTES))
    for (const vote of page)
      for (const problem of await brokenFor(store, vote)) note('VOTE_BROKEN', 'votes', vote._id, problem);
  return findings;
}

/** What stays wrong with a box when it is looked at again: a ballot may just be handed in. */
async function brokenFor(store: Store, vote: VoteRecord): Promise<readonly string[]> {
  let problems = await checkBox(store, vote);
  for (let look = 0; problems.length > 0 && look < 2; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    problems = await checkBox(store, (await store.get(VOTES, vote._id)) ?? vote);
  }
  return problems;
}

/** A ballot box against its vote: as many ballots as it says, each chained to the one before, each claimed by one unit. */
async function checkBox(store: Store, vote: VoteRecord): Promise<readonly string[]> {
  const voteId = vote._id;
  const ballots = [...(await allOf(store, BALLOTS, { voteId }))].sort((a, b) => a.seq - b.seq);
  const problems: string[] = [];
  if (ballots.length !== vote.seq)
    problems.push(`${String(ballots.length)} ballots, but ${String(vote.seq)} were handed in`);
  let prev = EMPTY_BOX;
  for (const [at, ballot] of ballots.entries()) {
    const fits =
      ballot.seq === (ballots[0]?.seq ?? 1) + at && ballot.prev === prev && ballot.hash === entryHash(ballot);
    if (!fits) return [...problems, `ballot ${String(ballot.seq)} does not fit`];
    prev = ballot.hash;
  }
  if (prev !== vote.head) problems.push('its head is not that of the last ballot');
  if (!(await isShutWhole(store, vote))) problems.push('its secret ballots are not those that were shut in');
  const claims = await allOf(store, BALLOT_CLAIMS, { voteId });
  const spent = claims.filter(({ seq }) => seq !== null).length;
  if (spent !== ballots.length)
    problems.push(`${String(spent)} units have voted, but there are ${String(ballots.length)} ballots`);
  return problems;
}
