import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import type { PasswordCode } from '../../../wire/people.js';
import { instantText } from '../../shared/time-text.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useTexts } from '../texts/use-texts.js';

/** Shows a one-time code, once, with where it is used. */
export function CodeDialog(props: { readonly code: PasswordCode; readonly onClose: () => void }): ReactNode {
  const { t, lang } = useTexts();
  const { login, code, until } = props.code;
  useReturnFocus();
  return (
    <Modal
      open
      title={t('people.code')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={props.onClose}>
          {t('people.codeClose')}
        </Button>
      }
    >
      <p className="yz-person-code">
        {code.slice(0, 5)}-{code.slice(5)}
      </p>
      <p>{t('people.codeHint', { login, time: instantText(new Date(until).toISOString(), lang) })}</p>
      <p className="yz-soft">{`${window.location.origin}/password`}</p>
    </Modal>
  );
}
