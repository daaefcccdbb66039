import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import { CERTIFICATES, DOCUMENTS } from '../../../runtime/documents/document-records.js';
import { canonicalJson } from '../../../runtime/documents/canonical-json.js';
import type { ExecutableJob } from '../../../runtime/seams/job-executor.js';
import { jobHandlers } from '../../../runtime/use-cases/job-handlers.js';
import { createSealedNames } from '../../../runtime/use-cases/sealed-names.js';
import { verifyCertificate } from '../../../runtime/use-cases/verify-certificate.js';
import { NOTICES } from '../../../runtime/notices/store-notifier.js';
import { webOffice, type WebOffice } from '../kit/web-office.js';

let web: WebOffice;
let packageHash: string;
beforeAll(async () => {
  web = await webOffice();
  packageHash = (await web.office.packages.activePackage('food-license-new'))?.hash ?? '';
}, 60_000);
afterAll(() => web.close());

async function run(type: string, jobKey: string, variables: JsonObject) {
  const { office } = web;
  const handlers = jobHandlers({
    ...office,
    issuedBy: '街道',
    commands: () => office.commands,
    sealedNames: (hash) => createSealedNames(office.packages).forHash(hash),
  });
  const job: ExecutableJob = {
    jobId: 'j1',
    instanceId: jobKey,
    rootId: 'case-1',
    jobKey,
    type,
    elementId: 'e',
    variables,
    headers: {},
    attempt: 1,
    packageHash,
  };
  return handlers.get(type)?.(job, { now: office.clock.now(), signal: new AbortController().signal });
}

const CERTIFICATE = {
  template: 'lic-food',
  certificateNo: 'JY23703030000015',
  holder: '张店区小满面馆',
  validFrom: '2026-03-04',
  validTo: '2031-03-03',
  data: {
    licenceNo: 'JY23703030000015',
    operatorName: '张店区小满面馆',
    bizAddress: '张店区西二路118号',
    kind: 'catering',
    projects: ['hotFood'],
    flags: {},
    validTo: '2031-03-03',
  },
};

describe('a document job', () => {
  const data = { case: { number: 'SPXK-20260302-00001', applicantName: '王小满' } };

  it('makes one number, one file and one record, however often it runs', async () => {
    const first = await run('document.issue', 'a:j1', { template: 'doc-accept', data, audience: ['applicant'] });
    web.clock.advance(3_600_000);
    const second = await run('document.issue', 'a:j1', { template: 'doc-accept', data, audience: ['applicant'] });
    expect(first).toMatchObject({ kind: 'completed', variables: { documentNo: '受理通知书〔2026〕第00001号' } });
    expect(second).toEqual(first);
    expect(await web.office.store.count(DOCUMENTS, { template: 'doc-accept' })).toBe(1);
  });

  it('draws the same bytes when it was killed before the record was written', async () => {
    const first = await run('document.issue', 'b:j1', { template: 'doc-accept', data });
    const id = first?.kind === 'completed' ? String(first.variables['documentId']) : '';
    await web.office.store.remove(DOCUMENTS, id);
    web.clock.advance(7_200_000);
    expect(await run('document.issue', 'b:j1', { template: 'doc-accept', data })).toEqual(first);
  });

  it('fails with a message for a template nobody wrote', async () => {
    expect(await run('document.issue', 'c:j1', { template: 'doc-nothing', data })).toMatchObject({ kind: 'failed' });
  });
});

describe('a certificate job', () => {
  it('signs what it prints, once', async () => {
    const first = await run('certificate.issue', 'd:j1', CERTIFICATE);
    expect(await run('certificate.issue', 'd:j1', CERTIFICATE)).toEqual(first);
    expect(await web.office.store.count(CERTIFICATES)).toBe(1);
    const [record] = (await web.office.store.find(CERTIFICATES)).records;
    const { payload, signature, keyId } = record ?? { payload: {}, signature: '', keyId: '' };
    expect(web.office.signer.verify(canonicalJson(payload), signature, keyId)).toBe(true);
    const forged = { ...payload, holder: '别人' };
    expect(web.office.signer.verify(canonicalJson(forged), signature, keyId)).toBe(false);
    const pdf = Buffer.from((await web.office.files.get(record?.fileId ?? '')) ?? []).toString('latin1');
    expect(pdf).toContain('certificate.json');
  });

  it('is valid, then expired, and revoked for good', async () => {
    const [record] = (await web.office.store.find(CERTIFICATES)).records;
    const token = record?.verifyToken ?? '';
    const shown = await verifyCertificate(web.office, token);
    expect(shown).toMatchObject({
      state: 'valid',
      holder: '张*****馆',
      issuedBy: '淄博市张店区行政审批服务局',
      signature: { ok: true },
    });
    expect(shown.fields.map((field) => [field.title.zh, field.value])).toEqual([
      ['经营场所', '***'],
      ['主体业态', '餐饮服务经营者'],
      ['经营项目', '热食类食品制售'],
      ['有效期至', '2031年3月3日'],
    ]);
    web.clock.set(Date.parse('2031-03-03T23:59:00+08:00'));
    expect((await verifyCertificate(web.office, token)).state).toBe('valid');
    web.clock.set(Date.parse('2031-03-04T00:01:00+08:00'));
    expect((await verifyCertificate(web.office, token)).state).toBe('expired');
    const revoke = { certificateId: record?._id ?? '', reason: '以欺骗手段取得' };
    await run('certificate.revoke', 'e:j1', revoke);
    await run('certificate.revoke', 'e:j1', revoke);
    expect((await verifyCertificate(web.office, token)).state).toBe('revoked');
    await expect(verifyCertificate(web.office, 'nothing-like-that')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('fails when its dates are missing', async () => {
    expect(await run('certificate.issue', 'f:j1', { ...CERTIFICATE, validTo: null })).toMatchObject({ kind: 'failed' });
  });
});

describe('a notice job', () => {
  it('sends one notice however often it runs', async () => {
    const notice = { to: 'role:supervisor', text: { zh: '超期', en: 'Overdue' }, channel: 'in-app' };
    expect(await run('notice.send', 'g:j1', notice)).toEqual(await run('notice.send', 'g:j1', notice));
    expect(await web.office.store.count(NOTICES)).toBe(1);
    const seen = await (await web.as('supervisor')).get('/api/notices');
    expect(seen.body).toMatchObject([{ text: { zh: '超期' }, caseId: 'case-1' }]);
    expect((await (await web.as('window')).get('/api/notices')).body).toEqual([]);
  });
});

describe('the practice register of businesses', () => {
  it('finds a shop by a good code only', async () => {
    const good = await run('business-licence.verify', 'h:j1', { uscc: '92370303MA3C000115' });
    expect(good).toMatchObject({ kind: 'completed', variables: { found: true, active: true, verifiedOnline: true } });
    const bad = await run('business-licence.verify', 'i:j1', { uscc: '92370303MA3C000116' });
    expect(bad).toMatchObject({ variables: { found: false } });
  });
});
