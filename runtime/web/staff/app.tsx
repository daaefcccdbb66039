import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enLocale from 'antd/locale/en_US';
import zhLocale from 'antd/locale/zh_CN';
import { type ReactNode, useState } from 'react';
import { RouterProvider } from 'react-router';
import { createQueryClient } from './api/query-client.js';
import { KIT_SETTINGS } from './kit-settings.js';
import { createStaffRouter } from './routes.js';
import { SessionGate } from './session/session-gate.js';
import { useTexts } from './texts/use-texts.js';
import { STAFF_THEME } from './theme.js';

/** The staff application: texts and look for all, then the session, then the pages. */
export function App(): ReactNode {
  const { lang } = useTexts();
  const [cache] = useState(createQueryClient);
  const [router] = useState(createStaffRouter);
  return (
    <ConfigProvider locale={lang === 'zh' ? zhLocale : enLocale} theme={STAFF_THEME} {...KIT_SETTINGS}>
      <AntApp className="yz-root" message={{ maxCount: 3, duration: 3 }}>
        <QueryClientProvider client={cache}>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
