import { Tag } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { dateText, instantText } from '../../shared/time-text.js';
import type { StaffCase } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { ReadForm } from '../task/read-form.js';
import { TabList } from '../parts/tab-list.js';
import { useTexts } from '../texts/use-texts.js';
import { LampDot } from '../work/lamp-dot.js';
import { CaseDocuments } from './case-documents.js';
import { CaseHistory } from './case-history.js';
import { CaseSteps } from './case-steps.js';
import { useCase } from './use-case.js';

const CaseDiagram = lazy(() => import('../diagram/case-diagram.js').then((part) => ({ default: part.CaseDiagram })));

/** One case: progress, forms with their versions, documents, diagram, history. The open part stands in the address. */
export function CasePage(): ReactNode {
  const { t, say } = useTexts();
  const { caseId = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const view = useCase(caseId);
  usePageTitle(view.data === undefined ? t('cases.title') : t('case.title', { number: view.data.caseNumber }));
  if (view.data === undefined) {
    return (
      <>
        <h1 className="yz-unseen">{t('cases.one')}</h1>
        {view.isError ? <Failure error={view.error} onRetry={() => void view.refetch()} page /> : <Loading page />}
      </>
    );
  }
  const { data } = view;
  const part = (name: 'progress' | 'forms' | 'documents' | 'diagram' | 'history', content: ReactNode): ReactNode => (
    <>
      <h2 className="yz-unseen">{t(`case.tab.${name}`)}</h2>
      {content}
    </>
  );
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <div className="yz-task-title">
            {data.lamps?.lamp != null && <LampDot timed={data.lamps} />}
            <h1>{say(data.title)}</h1>
          </div>
          <CaseFacts view={data} />
        </div>
        <Tag className="yz-status" data-status={data.status}>
          {say(data.statusText)}
        </Tag>
      </header>
      <TabList
        label={t('case.parts')}
        className="yz-tabs-page"
        open={params.get('tab') ?? 'progress'}
        onOpen={(tab) => setParams(tab === 'progress' ? {} : { tab }, { replace: true })}
        parts={[
          {
            key: 'progress',
            label: t('case.tab.progress'),
            content: part('progress', <CaseSteps steps={data.timeline} />),
          },
          { key: 'forms', label: t('case.tab.forms'), content: part('forms', <CaseForms view={data} />) },
          {
            key: 'documents',
            label: t('case.tab.documents'),
            content: part('documents', <CaseDocuments caseId={caseId} />),
          },
          {
            key: 'diagram',
            label: t('case.tab.diagram'),
            content: part(
              'diagram',
              <Suspense fallback={<Loading />}>
                <CaseDiagram caseId={caseId} />
              </Suspense>,
            ),
          },
          { key: 'history', label: t('case.tab.history'), content: part('history', <CaseHistory caseId={caseId} />) },
        ]}
      />
    </div>
  );
}

function CaseFacts({ view }: { readonly view: StaffCase }): ReactNode {
  const { t, lang } = useTexts();
  const facts: readonly (readonly [string, string])[] = [
    [t('cases.number'), view.caseNumber],
    [t('cases.applicant'), view.applicant ?? ''],
    [t('cases.submitted'), instantText(view.submittedAt, lang)],
    [t('cases.expected'), view.expectedDate === undefined ? '' : dateText(view.expectedDate, lang)],
  ];
  return (
    <dl className="yz-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function CaseForms({ view }: { readonly view: StaffCase }): ReactNode {
  const { t } = useTexts();
  if (view.forms.length === 0) return <Nothing title={t('form.empty')} />;
  return (
    <div className="yz-material">
      {view.forms.map((form, index) => (
        <ReadForm
          key={`${form.formId ?? form.id ?? index} ${form.version ?? ''}`}
          form={form}
          caseId={view.caseId}
          mayReveal={view.todo.length > 0}
          open={index === 0}
        />
      ))}
    </div>
  );
}
