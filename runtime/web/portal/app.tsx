import { lazy, type ReactNode, Suspense } from 'react';
import { Broken } from './parts/broken.js';
import { Shell } from './parts/shell.js';
import { Skeleton } from './parts/skeleton.js';
import { HomePage } from './pages/home-page.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { matchPath } from './router/match.js';
import { useLocation } from './router/use-location.js';

const ServicePage = lazy(() => import('./pages/service-page.js'));
const LoginPage = lazy(() => import('./pages/login-page.js'));
const RegisterPage = lazy(() => import('./pages/register-page.js'));
const PasswordPage = lazy(() => import('./pages/password-page.js'));
const ApplyPage = lazy(() => import('./pages/apply-page.js'));
const ReceiptPage = lazy(() => import('./pages/receipt-page.js'));
const CasesPage = lazy(() => import('./pages/cases-page.js'));
const CasePage = lazy(() => import('./pages/case-page.js'));
const TaskPage = lazy(() => import('./pages/task-page.js'));
const MessagePage = lazy(() => import('./pages/message-page.js'));
const LookupPage = lazy(() => import('./pages/lookup-page.js'));
const ConsentsPage = lazy(() => import('./pages/consents-page.js'));
const BoardPage = lazy(() => import('./pages/board-page.js'));
const NoticePage = lazy(() => import('./pages/notice-page.js'));
const ObjectPage = lazy(() => import('./pages/object-page.js'));
const MyObjectionsPage = lazy(() => import('./pages/my-objections-page.js'));
const VerifyPage = lazy(() => import('./pages/verify-page.js'));
const VotesPage = lazy(() => import('./pages/votes-page.js'));
const VotePage = lazy(() => import('./pages/vote-page.js'));
const ReceiptCheckPage = lazy(() => import('./pages/receipt-check-page.js'));
const BallotLinkPage = lazy(() => import('./pages/ballot-link-page.js'));
const SelfCheckPage = lazy(() => import('./pages/self-check-page.js'));
const PublicRegistersPage = lazy(() => import('./pages/public-registers-page.js'));
const PublicRegisterPage = lazy(() => import('./pages/public-register-page.js'));
const ActivitiesPage = lazy(() => import('./pages/activities-page.js'));
const ActivityPage = lazy(() => import('./pages/activity-page.js'));
const CheckInPage = lazy(() => import('./pages/check-in-page.js'));
const LeadPage = lazy(() => import('./pages/lead-page.js'));
const MinePage = lazy(() => import('./pages/mine-page.js'));
const MyVolunteeringPage = lazy(() => import('./pages/my-volunteering-page.js'));

const ROUTES = [
  ['/', 'home'],
  ['/services/:service', 'service'],
  ['/services/:service/apply', 'apply'],
  ['/login', 'login'],
  ['/register', 'register'],
  ['/password', 'password'],
  ['/cases', 'cases'],
  ['/cases/:caseId', 'case'],
  ['/cases/:caseId/receipt', 'receipt'],
  ['/cases/:caseId/tasks/:workItemId', 'task'],
  ['/cases/:caseId/messages/:message', 'message'],
  ['/t', 'lookup'],
  ['/v/:token', 'verify'],
  ['/votes', 'votes'],
  ['/votes/:voteId', 'vote'],
  ['/votes/:voteId/verify', 'receiptCheck'],
  ['/b/:voteId', 'ballotLink'],
  ['/consents', 'consents'],
  ['/notices', 'board'],
  ['/notices/mine', 'my-objections'],
  ['/notices/:noticeId', 'notice'],
  ['/notices/:noticeId/object', 'object'],
  ['/check/:check', 'check'],
  ['/public', 'publics'],
  ['/public/:register', 'public'],
  ['/activities', 'activities'],
  ['/activities/:activityNo', 'activity'],
  ['/activities/:activityNo/lead', 'lead'],
  ['/a/:activityNo/:code', 'check-in'],
  ['/my', 'mine'],
  ['/my/volunteering', 'my-volunteering'],
] as const;

/** The residents' application: one page for one path. */
export function App(): ReactNode {
  const { path } = useLocation();
  return (
    <Shell>
      <Broken key={path}>
        <Suspense fallback={<Skeleton />}>
          <Page path={path} />
        </Suspense>
      </Broken>
    </Shell>
  );
}

function Page({ path }: { readonly path: string }): ReactNode {
  const match = matchPath(path, ROUTES);
  const of = (name: string): string => match?.params[name] ?? '';
  switch (match?.name) {
    case 'home':
      return <HomePage />;
    case 'service':
      return <ServicePage service={of('service')} />;
    case 'apply':
      return <ApplyPage service={of('service')} />;
    case 'login':
      return <LoginPage />;
    case 'register':
      return <RegisterPage />;
    case 'password':
      return <PasswordPage />;
    case 'cases':
      return <CasesPage />;
    case 'case':
      return <CasePage caseId={of('caseId')} />;
    case 'receipt':
      return <ReceiptPage caseId={of('caseId')} />;
    case 'task':
      return <TaskPage caseId={of('caseId')} workItemId={of('workItemId')} />;
    case 'message':
      return <MessagePage caseId={of('caseId')} message={of('message')} />;
    case 'lookup':
      return <LookupPage />;
    case 'verify':
      return <VerifyPage token={of('token')} />;
    case 'votes':
      return <VotesPage />;
    case 'vote':
      return <VotePage voteId={of('voteId')} />;
    case 'receiptCheck':
      return <ReceiptCheckPage voteId={of('voteId')} />;
    case 'ballotLink':
      return <BallotLinkPage voteId={of('voteId')} />;
    case 'check':
      return <SelfCheckPage check={of('check')} />;
    case 'publics':
      return <PublicRegistersPage />;
    case 'public':
      return <PublicRegisterPage register={of('register')} />;
    case 'consents':
      return <ConsentsPage />;
    case 'board':
      return <BoardPage />;
    case 'my-objections':
      return <MyObjectionsPage />;
    case 'notice':
      return <NoticePage noticeId={of('noticeId')} />;
    case 'object':
      return <ObjectPage noticeId={of('noticeId')} />;
    case 'activities':
      return <ActivitiesPage />;
    case 'activity':
      return <ActivityPage activityNo={of('activityNo')} />;
    case 'lead':
      return <LeadPage activityNo={of('activityNo')} />;
    case 'check-in':
      return <CheckInPage activityNo={of('activityNo')} code={of('code')} />;
    case 'mine':
      return <MinePage />;
    case 'my-volunteering':
      return <MyVolunteeringPage />;
    case undefined:
      return <NotFoundPage />;
  }
}
