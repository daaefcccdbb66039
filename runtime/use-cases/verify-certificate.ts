import { dateOf, mask, type Text } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import { CERTIFICATES, type CertificateField } from '../documents/document-records.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** What the verify page shows to anyone who scans the QR code. Dates ISO. */
export interface VerifiedCertificate {
  readonly state: 'valid' | 'expired' | 'revoked';
  readonly title: Text;
  readonly certificateNo: string;
  readonly holder: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fields: readonly CertificateField[];
  readonly issuedBy: string;
  readonly signature: { readonly ok: boolean; readonly keyId: string; readonly algorithm: 'Ed25519' };
  readonly practice: boolean;
}

/** Checks a certificate by its random token: state at this moment, and whether the signature fits what is stored. Throws NOT_FOUND. */
export async function verifyCertificate(office: Office, token: string): Promise<VerifiedCertificate> {
  const found = await office.store.find(CERTIFICATES, { where: { verifyToken: token }, limit: 1 });
  const record = found.records[0];
  if (record === undefined) {
    throw new RequestProblem('NOT_FOUND', {
      text: {
        zh: '没有这份证照，请核对二维码来源',
        en: 'There is no such certificate; please check where the code comes from',
      },
    });
  }
  const today = dateOf(office.calendar, office.clock.now());
  const ok = office.signer.verify(canonicalJson(record.payload), record.signature, record.keyId);
  return {
    state: record.state === 'revoked' ? 'revoked' : today > record.validTo ? 'expired' : 'valid',
    title: record.title,
    certificateNo: record.certificateNo,
    holder: mask('name', record.holder) ?? '',
    validFrom: record.validFrom,
    validTo: record.validTo,
    fields: record.shown,
    issuedBy: record.issuedBy,
    signature: { ok, keyId: record.keyId, algorithm: 'Ed25519' },
    practice: office.mode === 'demo',
  };
}
