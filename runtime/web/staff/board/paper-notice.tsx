import { Button } from 'antd';
import type { ReactNode } from 'react';
import { dateText } from '../../shared/time-text.js';
import { useTexts } from '../texts/use-texts.js';
import type { OfficeNotice } from './office-notice.js';

/** What is printed and put up on the boards of communities and estates: the clear lines where the matter allows them, else the masked ones. */
export function PaperNotice({
  notice,
  onClose,
}: {
  readonly notice: OfficeNotice;
  readonly onClose: () => void;
}): ReactNode {
  const { t, say, lang } = useTexts();
  const lines = notice.board.length > 0 ? notice.board : (notice.content ?? []);
  return (
    <div className="yz-page yz-paper-notice">
      <div className="yz-stat-out yz-no-print">
        <Button onClick={onClose}>{t('notices.back')}</Button>
        <Button type="primary" onClick={() => print()}>
          {t('stat.print')}
        </Button>
      </div>
      <article>
        <h1>{say(notice.title)}</h1>
        <p className="yz-soft">{notice.noticeId}</p>
        <table>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                <th scope="row">{line.label}</th>
                <td>{line.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          {t('notices.time')}：{dateText(notice.postedOn, lang)} – {dateText(notice.endsOn, lang)}
        </p>
        <p>{t('notices.objectTo')}</p>
        <p className="yz-paper-sign">
          {t('notices.sign')}
          <br />
          {dateText(notice.postedOn, lang)}
        </p>
      </article>
    </div>
  );
}
