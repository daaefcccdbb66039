import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { StartPrivacy } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { useWords } from '../state/use-words.js';
import { PRIVACY_TEXTS } from './privacy-texts.js';

/** What a person says to the notice. */
interface Wish {
  readonly sensitive?: boolean;
  readonly guardian?: { readonly name: string; readonly relation: string };
}

/**
 * What the office tells about personal data before the first field: open when this version is shown for the first time, which is noted.
 * Sensitive data and children under 14 need more than being told.
 */
export function PrivacyCard(props: { readonly privacy: StartPrivacy }): ReactNode {
  const { service, form } = props.privacy;
  const { lang, words } = useWords(PRIVACY_TEXTS);
  const [privacy, setPrivacy] = useState(props.privacy);
  const [failure, setFailure] = useState<string>();
  const wasTold = props.privacy.isTold;
  const { version } = privacy;
  const tell = async (wish: Wish): Promise<void> => {
    try {
      const body = { service, form, version, ...wish };
      setPrivacy(await request<StartPrivacy>('/api/consents', { method: 'POST', body }));
      setFailure(undefined);
    } catch (error) {
      setFailure(failureSentence(error, lang));
    }
  };
  useEffect(() => {
    if (wasTold) return;
    void request('/api/consents', { method: 'POST', body: { service, form, version } }).catch(() => undefined);
  }, [wasTold, service, form, version]);
  return (
    <>
      <details className="card fold" open={!wasTold}>
        <summary>{words('notice')}</summary>
        {privacy.parts.map((part) => (
          <div key={part.title.zh} className="privacy-part">
            <h2>{textIn(part.title, lang)}</h2>
            {part.lines.map((line) => (
              <p key={line.zh}>{textIn(line, lang)}</p>
            ))}
          </div>
        ))}
        <p className="fine">
          {words('version', { version })}
          {wasTold && ` · ${words('told')}`}
        </p>
      </details>
      {privacy.sensitive.length > 0 && (
        <section className="card" aria-labelledby="sensitive-consent">
          <h2 id="sensitive-consent">{words('sensitive')}</h2>
          <p>
            {words('sensitiveText', {
              fields: privacy.sensitive.map(({ label }) => textIn(label, lang)).join(lang === 'zh' ? '、' : ', '),
            })}
          </p>
          {privacy.hasConsented ? (
            <p className="notice good">{words('agreed')}</p>
          ) : (
            <label className="privacy-tick">
              <input type="checkbox" checked={false} onChange={() => void tell({ sensitive: true })} />
              <span>{words('agree')}</span>
            </label>
          )}
        </section>
      )}
      {privacy.needsGuardian && (
        <section className="card" aria-labelledby="guardian-consent">
          <h2 id="guardian-consent">{words('guardian')}</h2>
          {privacy.hasGuardian ? (
            <p className="notice good">{words('guardianDone')}</p>
          ) : (
            <GuardianForm onAgree={(guardian) => void tell({ guardian })} />
          )}
        </section>
      )}
      {failure !== undefined && (
        <p className="notice bad" role="alert">
          {failure}
        </p>
      )}
    </>
  );
}

function GuardianForm(props: {
  readonly onAgree: (guardian: { readonly name: string; readonly relation: string }) => void;
}): ReactNode {
  const { words } = useWords(PRIVACY_TEXTS);
  const [name, setName] = useState('');
  const [relation, setRelation] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    props.onAgree({ name: name.trim(), relation: relation.trim() });
  };
  return (
    <form className="form" onSubmit={send}>
      <p>{words('guardianText')}</p>
      <label htmlFor="guardian-name">{words('guardianName')}</label>
      <input
        id="guardian-name"
        required
        minLength={2}
        maxLength={50}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <label htmlFor="guardian-relation">{words('relation')}</label>
      <input
        id="guardian-relation"
        required
        maxLength={20}
        value={relation}
        onChange={(event) => setRelation(event.target.value)}
      />
      <button type="submit" className="button primary">
        {words('guardianAgree')}
      </button>
    </form>
  );
}
