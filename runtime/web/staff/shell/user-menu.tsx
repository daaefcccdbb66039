import { DownOutlined } from '@ant-design/icons';
import { Icon } from '../parts/icon.js';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { signOut } from '../api/calls.js';
import { useStaff } from '../session/staff-user.js';
import { roleText } from '../texts/role-text.js';
import { useTexts } from '../texts/use-texts.js';

/** Who is signed in, in which roles, and the way out. */
export function UserMenu(): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const { user } = useStaff();
  const roles = roleText(user, texts);
  const leave = (): void => {
    void signOut().finally(() => window.location.assign('/staff/'));
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'who', type: 'group', label: `${user.name} · ${roles}` },
          { key: 'portal', label: <a href="/">{t('user.portal')}</a> },
          { key: 'password', label: <a href="/password?next=/staff/">{t('user.password')}</a> },
          { key: 'leave', label: t('user.signOut'), onClick: leave },
        ],
      }}
    >
      <Button type="text" className="yz-bar-button yz-user" aria-haspopup="menu">
        <span className="yz-unseen">{t('user.menu')}</span>
        <span className="yz-user-mark" aria-hidden="true">
          {[...user.name][0]}
        </span>
        <span className="yz-user-text">
          <strong>{user.name}</strong>
          <span>{roles}</span>
        </span>
        <Icon of={DownOutlined} className="yz-user-arrow" />
      </Button>
    </Dropdown>
  );
}
