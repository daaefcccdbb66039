import { type ReactNode, useState } from 'react';
import type { Service } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { instantText } from '../../shared/time-text.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { CATEGORY_NAMES, PRIVACY_TEXTS } from '../privacy/privacy-texts.js';
import { useLoad } from '../state/use-load.js';
import { useWords } from '../state/use-words.js';

interface Consent {
  readonly consentNo: string;
  readonly service: string;
  readonly kind: '已告知' | '单独同意' | '监护人同意';
  readonly version: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  readonly categories: readonly string[];
}

const KINDS = { 已告知: 'kindTold', 单独同意: 'kindSeparate', 监护人同意: 'kindGuardian' } as const;

/** What I was told about my data and consented to, with a way back. */
export default function ConsentsPage(): ReactNode {
  const { words } = useWords(PRIVACY_TEXTS);
  return (
    <div className="page narrow">
      <PageTitle text={words('title')} />
      <p className="lead">{words('lead')}</p>
      <NeedsSignIn>{() => <Consents />}</NeedsSignIn>
    </div>
  );
}

function Consents(): ReactNode {
  const { lang, words } = useWords(PRIVACY_TEXTS);
  const [asked, setAsked] = useState<Consent>();
  const [failure, setFailure] = useState<string>();
  const loading = useLoad(`consents ${lang}`, async (signal) => {
    const [consents, services] = await Promise.all([
      request<readonly Consent[]>('/api/consents', { signal }),
      request<readonly Service[]>('/api/services', { signal }),
    ]);
    return { consents, titles: new Map(services.map((one) => [one.key, one.title])) };
  });
  const withdraw = async (consentNo: string): Promise<void> => {
    setAsked(undefined);
    try {
      await request(`/api/consents/${encodeURIComponent(consentNo)}/withdraw`, { method: 'POST', body: {} });
      setFailure(undefined);
      loading.reload();
    } catch (error) {
      setFailure(failureSentence(error, lang));
    }
  };
  return (
    <Loaded loading={loading}>
      {({ consents, titles }) => (
        <>
          {failure !== undefined && (
            <p className="notice bad" role="alert">
              {failure}
            </p>
          )}
          {consents.length === 0 && (
            <div className="empty card">
              <p className="empty-title">{words('none')}</p>
            </div>
          )}
          <ul className="rows consents">
            {consents.map((one) => (
              <li key={one.consentNo} className="row-card">
                <strong>{textIn(titles.get(one.service) ?? one.service, lang)}</strong>
                <span className="row-chips">
                  <span className="chip" data-tone={one.withdrawnAt === null ? undefined : 'warn'}>
                    {words(KINDS[one.kind])}
                  </span>
                </span>
                <span className="fine">
                  <span>{instantText(one.givenAt, lang)}</span>
                  <span>{words('version', { version: one.version })}</span>
                  {one.categories.length > 0 && (
                    <span>
                      {words('categories', {
                        list: one.categories
                          .map((name) => textIn(CATEGORY_NAMES[name] ?? name, lang))
                          .join(lang === 'zh' ? '、' : ', '),
                      })}
                    </span>
                  )}
                  {one.withdrawnAt !== null && (
                    <span>{words('withdrawnAt', { time: instantText(one.withdrawnAt, lang) })}</span>
                  )}
                </span>
                {one.kind !== '已告知' && one.withdrawnAt === null && (
                  <div>
                    <button type="button" className="button small" onClick={() => setAsked(one)}>
                      {words('withdraw')}
                    </button>
                  </div>
                )}
              </li>
            ))}
          </ul>
          {asked !== undefined && (
            <ConfirmDialog
              title={words('withdrawTitle')}
              text={words('withdrawText')}
              confirm={words('withdraw')}
              onCancel={() => setAsked(undefined)}
              onConfirm={() => void withdraw(asked.consentNo)}
            />
          )}
        </>
      )}
    </Loaded>
  );
}
