/** Whether somebody can carry out jobs of a type: the host itself, or workers outside of the product (`external.`). */
export function isJobType(type: string): boolean {
  return Object.hasOwn(JOB_TYPES, type) || isOutside(type);
}

/** Types that begin so are carried out by workers outside of the product; what they need is theirs to know. */
export function isOutside(type: string): boolean {
  return /^external\.[\w.-]{1,80}$/.test(type);
}

/** The job types that a host carries out, with the inputs each needs. */
export const JOB_TYPES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  'register.find': ['register', 'where'],
  'register.insert': ['register', 'values'],
  'register.update': ['register', 'key', 'set'],
  'register.next-number': ['sequence'],
  'licence.number': ['kind', 'region'],
  'document.issue': ['template', 'data', 'audience'],
  'certificate.issue': ['template', 'data', 'certificateNo', 'holder', 'validFrom', 'validTo'],
  'certificate.revoke': ['certificateId', 'reason'],
  'notice.send': ['to', 'text'],
  'business-licence.verify': ['uscc'],
  'case.archive': [],
  'register.close': ['register', 'key', 'on'],
  'vote.units': ['estateId'],
  'vote.prepare': ['title', 'estateId', 'questions'],
  'vote.open': ['voteId'],
  'vote.progress': ['voteId'],
  'vote.extend': ['voteId'],
  'vote.begin-count': ['voteId'],
  'vote.count': ['voteId'],
  'vote.recount': ['voteId'],
});
