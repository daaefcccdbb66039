import { archiveCase, type ArchiveParts } from '../documents/archive-case.js';
import { issueCertificate, revokeCertificate, type CertificateParts } from '../documents/issue-certificate.js';
import { issueDocument } from '../documents/issue-document.js';
import { sendNotice } from '../notices/send-notice.js';
import {
  manualBusinessLicences,
  practiceBusinessLicences,
  verifyBusinessLicence,
} from '../outside/business-licence.js';
import { registerHandlers } from '../registers/handlers.js';
import type { JobHandlers } from '../seams/job-executor.js';
import type { Notifier } from '../seams/notifier.js';
import type { BallotBox } from '../votes/ballot-box.js';
import { voteJobs, type VoteJobParts } from '../votes/vote-jobs.js';
import type { Mode } from './office.js';
import { WATERMARK } from './read-receipt.js';

/** What all job handlers together need. */
export interface JobHandlerParts
  extends Omit<CertificateParts, 'watermark'>, Pick<ArchiveParts, 'sealing' | 'commands' | 'sealedNames'> {
  readonly mode: Mode;
  readonly notifier: Notifier;
  readonly ballots: BallotBox;
  readonly deliveries: VoteJobParts['deliveries'];
  readonly orgRoot: string;
}

/** Every job type the office carries out (plan of job types: `definitions/schema`, README). Practice counterparts answer in demo mode only. */
export function jobHandlers(parts: JobHandlerParts): JobHandlers {
  const documents: CertificateParts = { ...parts, watermark: parts.mode === 'demo' ? WATERMARK : undefined };
  const licences = parts.mode === 'demo' ? practiceBusinessLicences(parts.registers) : manualBusinessLicences();
  return new Map([
    ...registerHandlers(parts.registers),
    ...voteJobs({ ...parts, box: parts.ballots }),
    ['document.issue', issueDocument(documents)],
    ['certificate.issue', issueCertificate(documents)],
    ['certificate.revoke', revokeCertificate(documents)],
    ['notice.send', sendNotice(parts)],
    ['business-licence.verify', verifyBusinessLicence(licences)],
    ['case.archive', archiveCase(parts)],
  ]);
}
