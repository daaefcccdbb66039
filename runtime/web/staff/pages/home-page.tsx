import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { useStaff } from '../session/staff-user.js';
import { navigationFor } from '../shell/navigation.js';
import { MissingPage } from './missing-page.js';

/** Leads to the first page of a person's navigation. */
export function HomePage(props: { readonly pages: ReadonlySet<string> }): ReactNode {
  const { user } = useStaff();
  const first = navigationFor(user.roles, props.pages)[0];
  return first === undefined ? <MissingPage /> : <Navigate to={first.to} replace />;
}
