import { Button } from 'antd';
import type { ReactNode } from 'react';
import { chooseLang } from '../../shared/lang.js';
import { useTexts } from '../texts/use-texts.js';

/** Switches between Chinese and English; shows the language one would get. */
export function LangSwitch(): ReactNode {
  const { t, lang } = useTexts();
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <Button
      type="text"
      className="yz-bar-button"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      title={t('lang.choose')}
      aria-label={`${t(`lang.${other}`)}, ${t('lang.choose')}`}
      onClick={() => chooseLang(other)}
    >
      {t(`lang.${other}`)}
    </Button>
  );
}
