import { CheckCircleFilled, CloseCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { App } from 'antd';
import { useMemo } from 'react';
import { Icon } from './icon.js';

const ICONS = { success: CheckCircleFilled, error: CloseCircleFilled, info: InfoCircleFilled } as const;

/** Short messages at the top of the page: they tell what has been done and go away by themselves. */
export type Toast = Readonly<Record<keyof typeof ICONS, (text: string) => void>>;

/** The messages of this page. */
export function useToast(): Toast {
  const { message } = App.useApp();
  return useMemo(() => {
    const tell = (type: keyof typeof ICONS) => (text: string) =>
      void message.open({
        type,
        content: text,
        duration: type === 'error' ? 6 : 3,
        icon: (
          <span className={`yz-toast yz-toast-${type}`}>
            <Icon of={ICONS[type]} />
          </span>
        ),
      });
    return { success: tell('success'), error: tell('error'), info: tell('info') };
  }, [message]);
}
