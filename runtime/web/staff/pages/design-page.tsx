import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { PackagePage } from '../design/package-page.js';
import { PackagesList } from '../design/packages-list.js';
import '../design/design.css';

/** The designer's pages: packages, then one package with its versions and files. */
export function DesignPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<PackagesList />} />
      <Route path=":key/*" element={<PackagePage />} />
    </Routes>
  );
}
