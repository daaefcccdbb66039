import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { areaText, type VoteView } from '../../shared/vote-types.js';
import { Nothing } from '../parts/nothing.js';
import { useToast } from '../parts/use-toast.js';
import { saveFile } from '../registers/save-file.js';
import { useTexts } from '../texts/use-texts.js';
import { linesOf } from './paper-lines.js';
import { runRecount, takeFile } from './vote-calls.js';

/** The second count by the independent program, and the box file for a count somewhere else. */
export function RecountPart({ vote }: { readonly vote: VoteView }): ReactNode {
  const { t, lang } = useTexts();
  const toast = useToast();
  const failed = (error: unknown): void => toast.error(failureSentence(error, lang));
  const recount = useMutation({ mutationFn: () => runRecount(vote.voteId), onError: failed });
  const file = useMutation({
    mutationFn: () => takeFile(vote.voteId),
    onError: failed,
    onSuccess: (content) =>
      saveFile(new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' }), `${vote.voteId}.json`),
  });
  if (vote.state !== 'counted') {
    return <Nothing title={t('recount.notCounted')} hint={t('recount.notCountedHint')} />;
  }
  return (
    <div className="yz-recount">
      <p>{t('recount.hint')}</p>
      <p className="yz-row-actions">
        <Button type="primary" loading={recount.isPending} onClick={() => recount.mutate()}>
          {t('recount.run')}
        </Button>
        <Button loading={file.isPending} onClick={() => file.mutate()}>
          {t('recount.file')}
        </Button>
      </p>
      <p className="yz-soft">{t('recount.fileHint')}</p>
      {recount.data !== undefined && (
        <>
          <Alert
            type={recount.data.isEqual ? 'success' : 'error'}
            showIcon
            role="status"
            title={t(recount.data.isEqual ? 'recount.equal' : 'recount.differs')}
            description={recount.data.faults.length === 0 ? undefined : recount.data.faults.join('；')}
          />
          <h2>{t('recount.favour')}</h2>
          <dl className="yz-facts">
            {linesOf(vote.questions).map((line) => {
              const weight = recount.data.favour[line.key];
              return (
                weight !== undefined && (
                  <div key={line.key}>
                    <dt>{line.name}</dt>
                    <dd>{t('sheet.cell', { n: weight.heads, area: areaText(weight.area) })}</dd>
                  </div>
                )
              );
            })}
          </dl>
        </>
      )}
    </div>
  );
}
