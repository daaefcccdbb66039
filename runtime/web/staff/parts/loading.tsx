import { Skeleton, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.js';

/** Shown while something is on its way: a quiet skeleton in a panel, a spinner for a whole page. */
export function Loading(props: { readonly page?: boolean; readonly rows?: number }): ReactNode {
  const { t } = useTexts();
  return (
    <div className={props.page === true ? 'yz-loading yz-loading-page' : 'yz-loading'} role="status">
      <span className="yz-unseen">{t('load.busy')}</span>
      {props.page === true ? (
        <Spin size="large" />
      ) : (
        <Skeleton active title={false} paragraph={{ rows: props.rows ?? 4 }} />
      )}
    </div>
  );
}
