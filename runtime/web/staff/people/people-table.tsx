import { Button, Dropdown, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PasswordCode, PeoplePage, PersonView } from '../../../wire/people.js';
import { failureSentence } from '../../shared/problem.js';
import { textIn } from '../../shared/lang.js';
import { instantText } from '../../shared/time-text.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useToast } from '../parts/use-toast.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { closePerson, endSessions, resetPassword, unlockPerson } from './people-calls.js';

/** What is done to an account after a question. */
type Act = 'reset' | 'close' | 'open' | 'unlock' | 'end';

/** What may be done to a person as the account stands; to oneself only what cannot shut one out. */
function actsOn(person: PersonView, isMe: boolean): readonly Act[] {
  const unlock: readonly Act[] = person.lockedUntil === null ? [] : ['unlock'];
  if (isMe) return [...unlock, 'end'];
  return [...unlock, 'reset', 'end', person.closed ? 'open' : 'close'];
}

/** The list of people with what can be done to each. */
export function PeopleTable(props: {
  readonly people: readonly PersonView[];
  readonly page: PeoplePage;
  readonly onEdit: (person: PersonView) => void;
  readonly onCode: (code: PasswordCode) => void;
  readonly onChanged: () => void;
}): ReactNode {
  const { t, lang } = useTexts();
  const { user } = useStaff();
  const toast = useToast();
  const [asked, setAsked] = useState<{ readonly act: Act; readonly person: PersonView } | null>(null);
  const [busy, setBusy] = useState(false);
  const roles = new Map(props.page.roles.map(({ key, title }) => [key, textIn(title, lang)]));
  const places = new Map(props.page.places.map(({ orgPath, title }) => [orgPath, textIn(title, lang)]));
  const carryOut = async (act: Act, person: PersonView): Promise<void> => {
    setBusy(true);
    try {
      if (act === 'reset') props.onCode(await resetPassword(person.userId));
      else if (act === 'unlock') await unlockPerson(person.userId);
      else if (act === 'end') await endSessions(person.userId);
      else await closePerson(person.userId, act === 'close');
      if (act !== 'reset') toast.success(t('people.done'));
      setAsked(null);
      props.onChanged();
    } catch (error) {
      toast.error(failureSentence(error, lang));
    }
    setBusy(false);
  };
  return (
    <>
      <table className="yz-table" aria-label={t('people.list')}>
        <thead>
          <tr>
            {(['name', 'roles', 'place', 'state', 'actions'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`people.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.people.map((person) => {
            const { userId, name } = person;
            return (
              <tr key={userId}>
                <td data-head={t('people.name')}>
                  <div>
                    <strong>{name}</strong>
                    <span className="yz-soft yz-person-login">{person.login}</span>
                  </div>
                </td>
                <td data-head={t('people.roles')}>
                  {person.roles.map((role) => roles.get(role) ?? role).join(t('common.separator'))}
                </td>
                <td data-head={t('people.place')}>{places.get(person.orgPath) ?? person.orgPath}</td>
                <td data-head={t('people.state')}>
                  <State person={person} />
                </td>
                <td data-head={t('people.actions')}>
                  <span className="yz-row-actions">
                    <Button
                      size="small"
                      aria-label={t('people.editOne', { name })}
                      onClick={() => props.onEdit(person)}
                    >
                      {t('people.edit')}
                    </Button>
                    <Dropdown
                      trigger={['click']}
                      menu={{
                        items: actsOn(person, userId === user.userId).map((act) => ({
                          key: act,
                          label: t(`people.${act}`),
                          danger: act === 'close' || act === 'reset',
                          onClick: () => setAsked({ act, person }),
                        })),
                      }}
                    >
                      <Button size="small" aria-haspopup="menu" aria-label={t('people.moreOne', { name })}>
                        {t('people.more')}
                      </Button>
                    </Dropdown>
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {asked !== null && (
        <Question
          {...asked}
          isBusy={busy}
          onYes={() => void carryOut(asked.act, asked.person)}
          onNo={() => setAsked(null)}
        />
      )}
    </>
  );
}

function Question(props: {
  readonly act: Act;
  readonly person: PersonView;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}): ReactNode {
  const { t } = useTexts();
  const { act, person } = props;
  useReturnFocus();
  return (
    <Modal
      open
      title={t(`people.${act}`)}
      okText={t(`people.${act}`)}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: act === 'close' || act === 'reset' }}
      confirmLoading={props.isBusy}
      onOk={props.onYes}
      onCancel={props.onNo}
    >
      <p>{t(`people.${act}Ask`, { name: person.name })}</p>
    </Modal>
  );
}

function State({ person }: { readonly person: PersonView }): ReactNode {
  const { t, lang } = useTexts();
  const when = (ms: number): string => instantText(new Date(ms).toISOString(), lang);
  if (person.closed) return <span className="yz-wrong">{t('people.stateClosed')}</span>;
  if (person.lockedUntil !== null)
    return <span className="yz-wrong">{t('people.stateLocked', { time: when(person.lockedUntil) })}</span>;
  if (person.hasPassword) return t('people.stateOpen');
  if (person.codeUntil !== null) return t('people.stateCode', { time: when(person.codeUntil) });
  return <span className="yz-wrong">{t('people.stateNone')}</span>;
}
