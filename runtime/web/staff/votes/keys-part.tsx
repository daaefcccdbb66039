import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { type HolderKey, makeHolderKey } from '../../shared/holder-key.js';
import { failureSentence } from '../../shared/problem.js';
import type { VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { useToast } from '../parts/use-toast.js';
import { saveFile } from '../registers/save-file.js';
import { useTexts } from '../texts/use-texts.js';
import { enterKey, type HolderList, leaveKey, readHolders } from './vote-calls.js';

/** Who keeps the keys of a secret vote: before it opens a key is made and kept, after its end it is entered. */
export function KeysPart({ vote, keeps }: { readonly vote: VoteView; readonly keeps: boolean }): ReactNode {
  const { voteId } = vote;
  const { t } = useTexts();
  const holders = useQuery({ queryKey: ['votes', voteId, 'keys'], queryFn: () => readHolders(voteId) });
  if (holders.data === undefined)
    return holders.isError ? (
      <Failure error={holders.error} onRetry={() => void holders.refetch()} />
    ) : (
      <Loading rows={4} />
    );
  const { data } = holders;
  const mine = data.holders.find(({ isMe }) => isMe);
  return (
    <>
      <p>{t('keys.lead')}</p>
      <p className="yz-soft">{t('keys.limits')}</p>
      <p role="status">
        <strong>
          {vote.state === 'prepared'
            ? t('keys.left', { n: data.holders.length, least: data.least })
            : t('keys.entered', { n: data.holders.filter((one) => one.hasEntered).length, k: data.threshold })}
        </strong>
      </p>
      <ul className="yz-facts">
        {data.holders.map(({ name, hasEntered, isMe }) => (
          <li key={name}>
            {name}
            {isMe && ` ${t('keys.me')}`}
            {hasEntered && ` · ${t('keys.hasEntered')}`}
          </li>
        ))}
      </ul>
      {keeps && vote.state === 'prepared' && mine === undefined && <MakeKey vote={vote} />}
      {vote.state === 'counting' && mine !== undefined && !mine.hasEntered && <EnterKey vote={vote} />}
    </>
  );
}

function useKeyCall(
  vote: VoteView,
  call: (key: string) => Promise<HolderList>,
): { readonly send: (key: string) => void; readonly isBusy: boolean } {
  const { lang } = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const sending = useMutation({
    mutationFn: call,
    onError: (error) => toast.error(failureSentence(error, lang)),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['votes', vote.voteId] }),
  });
  return { send: (key) => sending.mutate(key), isBusy: sending.isPending };
}

function MakeKey({ vote }: { readonly vote: VoteView }): ReactNode {
  const { t } = useTexts();
  const [key, setKey] = useState<HolderKey>();
  const [isKept, setKept] = useState(false);
  const { send, isBusy } = useKeyCall(vote, (publicKey) => leaveKey(vote.voteId, publicKey));
  if (!isSecureContext) return <Alert type="error" showIcon title={t('keys.unsafe')} />;
  if (key === undefined) {
    return (
      <Button type="primary" onClick={() => void makeHolderKey().then(setKey)}>
        {t('keys.make')}
      </Button>
    );
  }
  return (
    <div className="yz-keys">
      <Alert type="warning" showIcon title={t('keys.keepTitle')} description={t('keys.keepText')} />
      <p className="yz-fingerprint" aria-label={t('keys.mine')}>
        {key.privateKey}
      </p>
      <p className="yz-row-actions">
        <Button
          onClick={() => {
            const text = `${vote.title}\n${vote.voteId}\n${key.privateKey}\n`;
            saveFile(new Blob([text], { type: 'text/plain' }), `${vote.voteId}-key.txt`);
            setKept(true);
          }}
        >
          {t('keys.save')}
        </Button>
        <Button onClick={() => setKept(true)}>{t('keys.written')}</Button>
        <Button type="primary" disabled={!isKept} loading={isBusy} onClick={() => send(key.publicKey)}>
          {t('keys.leave')}
        </Button>
      </p>
    </div>
  );
}

function EnterKey({ vote }: { readonly vote: VoteView }): ReactNode {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const { send, isBusy } = useKeyCall(vote, (privateKey) => enterKey(vote.voteId, privateKey));
  return (
    <form
      className="yz-keys"
      onSubmit={(event) => {
        event.preventDefault();
        send(text.trim());
      }}
    >
      <label htmlFor="holder-key">{t('keys.mine')}</label>
      <Input
        id="holder-key"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={isBusy} disabled={!/^[\w-]{43}$/.test(text.trim())}>
        {t('keys.enter')}
      </Button>
    </form>
  );
}
