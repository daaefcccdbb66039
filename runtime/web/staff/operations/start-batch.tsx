import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Input, Modal, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { wishKey } from '../api/wish-key.js';
import { readVersions } from '../design/package-calls.js';
import { useToast } from '../parts/use-toast.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { codeName, INCIDENT_CODES } from './incident-code.js';
import { AGES } from './incident-filters.js';
import { type BatchKind, type BatchWish, previewBatch, startBatch } from './operation-calls.js';
import { useServices } from './use-services.js';

const KINDS: readonly BatchKind[] = ['retry', 'suspend', 'resume', 'migrate', 'cancel'];
const MINUTE = 60_000;

/** Asks what is to be done to which cases, shows how many that are, and starts it. `selection` is where it begins from. */
export function StartBatch(props: {
  readonly kind: BatchKind;
  readonly selection: BatchWish['selection'];
  readonly onClose: () => void;
}): ReactNode {
  useReturnFocus();
  const texts = useTexts();
  const { t, lang } = texts;
  const toast = useToast();
  const cache = useQueryClient();
  const services = useServices();
  const key = useRef(wishKey());
  const [kind, setKind] = useState(props.kind);
  const [selection, setSelection] = useState(props.selection);
  const [reason, setReason] = useState('');
  const [hash, setHash] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const migrates = kind === 'migrate';
  const needsReason = kind !== 'retry' && kind !== 'resume';
  const wish: BatchWish = {
    kind,
    selection,
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(migrates && hash !== '' ? { hash } : {}),
  };
  const isNamed = !migrates || hash !== '';
  const preview = useQuery({
    queryKey: ['batch-preview', kind, selection, migrates ? hash : ''],
    queryFn: ({ signal }) => previewBatch(wish, signal),
    enabled: isNamed,
  });
  const { data: versions = [] } = useQuery({
    queryKey: ['packages', selection.service ?? ''],
    queryFn: () => readVersions(selection.service ?? ''),
    enabled: migrates && selection.service !== undefined,
  });
  const total = preview.data?.total ?? 0;
  const fits = total > 0 && total <= (preview.data?.most ?? 0);
  const isReady = isNamed && fits && (!needsReason || reason.trim() !== '');
  const change = <K extends keyof BatchWish['selection']>(name: K, value: BatchWish['selection'][K] | ''): void => {
    const { [name]: _old, ...rest } = selection;
    setSelection(value === '' || value === undefined ? rest : { ...rest, [name]: value });
  };
  const start = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await startBatch(wish, key.current);
      await cache.invalidateQueries({ queryKey: ['batches'] });
      toast.success(t('batches.started'));
      props.onClose();
    } catch (error) {
      key.current = wishKey();
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={560}
      title={t('batches.start')}
      okText={t('batches.go')}
      cancelText={t('batches.cancel')}
      okButtonProps={{ disabled: !isReady, danger: kind === 'cancel' }}
      confirmLoading={busy}
      onOk={() => void start()}
      onCancel={props.onClose}
    >
      {failure !== null && (
        <Alert type="error" showIcon role="alert" className="yz-gap-below" title={failureSentence(failure, lang)} />
      )}
      <div className="yz-field">
        <label htmlFor="batch-kind">{t('batches.kind')}</label>
        <Select
          id="batch-kind"
          value={kind}
          options={KINDS.map((one) => ({ value: one, label: t(`batches.kind.${one}`) }))}
          onChange={(one: BatchKind) => {
            setKind(one);
            if (one !== 'retry') change('code', '');
          }}
        />
      </div>
      <div className="yz-field">
        <label htmlFor="batch-service">{t('batches.service')}</label>
        <Select
          id="batch-service"
          value={selection.service ?? ''}
          options={[{ value: '', label: t('incidents.anyService') }, ...services]}
          onChange={(service: string) => {
            change('service', service);
            setHash('');
          }}
        />
      </div>
      {kind === 'retry' && (
        <div className="yz-field">
          <label htmlFor="batch-code">{t('batches.cause')}</label>
          <Select
            id="batch-code"
            value={selection.code ?? ''}
            options={[
              { value: '', label: t('incidents.anyCode') },
              ...INCIDENT_CODES.map((code) => ({ value: code, label: codeName(code, texts) })),
            ]}
            onChange={(code: string) => change('code', code)}
          />
        </div>
      )}
      {migrates && (
        <div className="yz-field">
          <label htmlFor="batch-version">{t('batches.version')}</label>
          <Select
            id="batch-version"
            value={hash}
            disabled={versions.length === 0}
            options={[
              { value: '', label: t('batches.chooseVersion') },
              ...versions.map((one) => ({ value: one.hash, label: `${one.version} · ${one.hash.slice(0, 8)}` })),
            ]}
            onChange={setHash}
          />
        </div>
      )}
      <div className="yz-field">
        <label htmlFor="batch-age">{kind === 'retry' ? t('incidents.when') : t('batches.age')}</label>
        <Select
          id="batch-age"
          defaultValue=""
          options={[
            { value: '', label: t('incidents.anyAge') },
            ...(Object.keys(AGES) as (keyof typeof AGES)[]).map((age) => ({
              value: age,
              label: t(`incidents.${age}`),
            })),
          ]}
          onChange={(age: keyof typeof AGES | '') =>
            change('before', age === '' ? '' : Math.floor((Date.now() - AGES[age]) / MINUTE) * MINUTE)
          }
        />
      </div>
      <div className="yz-field">
        <label htmlFor="batch-text">{kind === 'retry' ? t('incidents.search') : t('batches.numbers')}</label>
        <Input
          id="batch-text"
          value={selection.text ?? ''}
          maxLength={100}
          onChange={(event) => change('text', event.target.value)}
        />
      </div>
      {kind !== 'retry' && (
        <div className="yz-field">
          <label htmlFor="batch-reason">{t('batches.reason')}</label>
          <Input
            id="batch-reason"
            value={reason}
            maxLength={500}
            required={needsReason}
            aria-describedby="batch-reason-hint"
            onChange={(event) => setReason(event.target.value)}
          />
          <p id="batch-reason-hint" className="yz-soft">
            {t('batches.reasonHint')}
          </p>
        </div>
      )}
      <p className={fits ? 'yz-batch-count' : 'yz-batch-count yz-soft'} role="status">
        {isNamed && preview.data !== undefined && <Reach {...preview.data} />}
      </p>
    </Modal>
  );
}

function Reach(props: { readonly total: number; readonly most: number; readonly first: readonly string[] }): ReactNode {
  const { t } = useTexts();
  const { total, most, first } = props;
  if (total === 0) return t('batches.reachesNone');
  if (total > most) return t('batches.tooMany', { count: total, most });
  return (
    <>
      <strong>{t('batches.reaches', { count: total })}</strong>{' '}
      <span className="yz-soft">{t('batches.forExample', { numbers: first.slice(0, 3).join(' · ') })}</span>
    </>
  );
}
