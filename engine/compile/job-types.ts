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
});
