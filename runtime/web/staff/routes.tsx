import { createBrowserRouter, type RouteObject } from 'react-router';
import { Loading } from './parts/loading.js';
import { BrokenPage } from './pages/broken-page.js';
import { HomePage } from './pages/home-page.js';
import { MissingPage } from './pages/missing-page.js';
import { Shell } from './shell/shell.js';
import { WorkPage } from './work/work-page.js';

/** Where the staff pages live on the server. */
export const STAFF_BASE = '/staff';

/**
 * The pages of the staff side by section. A section is in the navigation as soon as it stands here (and the person's roles allow it);
 * what is not needed for the worklist is fetched when it is opened.
 */
const SECTIONS: readonly { readonly to: string; readonly routes: readonly RouteObject[] }[] = [
  { to: '/work', routes: [{ path: 'work/:workItemId?', element: <WorkPage /> }] },
  {
    to: '/cases',
    routes: [
      { path: 'cases', lazy: async () => ({ Component: (await import('./case/cases-page.js')).CasesPage }) },
      { path: 'cases/:caseId', lazy: async () => ({ Component: (await import('./case/case-page.js')).CasePage }) },
    ],
  },
  {
    to: '/registers',
    routes: [
      {
        path: 'registers',
        lazy: async () => ({ Component: (await import('./registers/registers-page.js')).RegistersPage }),
      },
      {
        path: 'registers/:key',
        lazy: async () => ({ Component: (await import('./registers/register-page.js')).RegisterPage }),
      },
      {
        path: 'registers/:key/:handle',
        lazy: async () => ({ Component: (await import('./registers/row-page.js')).RowPage }),
      },
    ],
  },
  {
    to: '/votes',
    routes: [
      { path: 'votes', lazy: async () => ({ Component: (await import('./votes/votes-page.js')).VotesPage }) },
      {
        path: 'votes/:voteId/:part?',
        lazy: async () => ({ Component: (await import('./votes/vote-page.js')).VotePage }),
      },
    ],
  },
  {
    to: '/board',
    routes: [
      { path: 'board', lazy: async () => ({ Component: (await import('./board/notices-page.js')).NoticesPage }) },
    ],
  },
  {
    to: '/statistics',
    routes: [
      {
        path: 'statistics',
        lazy: async () => ({ Component: (await import('./statistics/statistics-page.js')).StatisticsPage }),
      },
    ],
  },
  {
    to: '/families',
    routes: [
      {
        path: 'families',
        lazy: async () => ({ Component: (await import('./families/families-page.js')).FamiliesPage }),
      },
      {
        path: 'families/:familyId',
        lazy: async () => ({ Component: (await import('./families/family-page.js')).FamilyPage }),
      },
    ],
  },
  {
    to: '/people',
    routes: [
      { path: 'people', lazy: async () => ({ Component: (await import('./people/people-page.js')).PeoplePage }) },
    ],
  },
  {
    to: '/incidents',
    routes: [
      {
        path: 'incidents',
        lazy: async () => ({ Component: (await import('./operations/incidents-page.js')).IncidentsPage }),
      },
    ],
  },
  {
    to: '/batches',
    routes: [
      {
        path: 'batches',
        lazy: async () => ({ Component: (await import('./operations/batches-page.js')).BatchesPage }),
      },
    ],
  },
  {
    to: '/design',
    routes: [
      { path: 'design/*', lazy: async () => ({ Component: (await import('./pages/design-page.js')).DesignPage }) },
    ],
  },
];

/** Addresses and pages. */
export function createStaffRouter(): ReturnType<typeof createBrowserRouter> {
  const pages = new Set(SECTIONS.map((section) => section.to));
  return createBrowserRouter(
    [
      {
        element: <Shell pages={pages} />,
        errorElement: <BrokenPage />,
        hydrateFallbackElement: <Loading page />,
        children: [
          { index: true, element: <HomePage pages={pages} /> },
          ...SECTIONS.flatMap((section) => section.routes),
          { path: '*', element: <MissingPage /> },
        ],
      },
    ],
    { basename: STAFF_BASE },
  );
}
