import { type ReactNode, useState } from 'react';
import { usePageTitle } from '../parts/page-title.js';
import { TabList } from '../parts/tab-list.js';
import { familyPart, useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { FamilyList } from './family-list.js';
import { VisitBoard } from './visit-board.js';

/** Families in assistance: the board of visits, and for those who may open files the list of families. */
export function FamiliesPage(): ReactNode {
  const { t } = useTexts();
  const { opens } = familyPart(useStaff().user.roles);
  const [open, setOpen] = useState('board');
  usePageTitle(t('families.title'));
  const board = <VisitBoard opensFiles={opens} />;
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('families.title')}</h1>
          <p className="yz-soft">{t('families.hint')}</p>
        </div>
      </header>
      {opens ? (
        <TabList
          label={t('families.tabs')}
          open={open}
          onOpen={setOpen}
          parts={[
            { key: 'board', label: t('families.tab.board'), content: board },
            { key: 'list', label: t('families.tab.list'), content: <FamilyList /> },
          ]}
        />
      ) : (
        board
      )}
    </div>
  );
}
