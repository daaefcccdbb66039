import { Alert, Checkbox, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PasswordCode, PeoplePage, PersonView } from '../../../wire/people.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useToast } from '../parts/use-toast.js';
import { useTexts } from '../texts/use-texts.js';
import { changePerson, createPerson } from './people-calls.js';

const LOGIN = /^[a-z][a-z0-9._-]{2,31}$/;

/** Makes a person (`person` is null) or changes one. A new one comes with a one-time code. */
export function PersonDialog(props: {
  readonly person: PersonView | null;
  readonly page: PeoplePage;
  readonly onDone: (code: PasswordCode | null) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { person, page } = props;
  const { t, lang } = useTexts();
  const toast = useToast();
  useReturnFocus();
  const [login, setLogin] = useState(person?.login ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [roles, setRoles] = useState<readonly string[]>(person?.roles ?? []);
  const [orgPath, setOrgPath] = useState(person?.orgPath ?? page.places[0]?.orgPath ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const places = page.places.map((one) => ({ value: one.orgPath, label: textIn(one.title, lang) }));
  const known = places.some(({ value }) => value === orgPath)
    ? places
    : [...places, { value: orgPath, label: orgPath }];
  const send = async (): Promise<void> => {
    const fields = { name: name.trim(), roles, orgPath };
    if (fields.name.length < 2 || roles.length === 0 || !LOGIN.test(login.trim())) {
      setFailure(t('people.missing'));
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      if (person === null) props.onDone(await createPerson({ login: login.trim(), ...fields }));
      else {
        await changePerson(person.userId, fields);
        toast.success(t('people.saved'));
        props.onDone(null);
      }
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(false);
    }
  };
  const choose = (key: string, isChosen: boolean): void =>
    setRoles(isChosen ? [...roles, key] : roles.filter((role) => role !== key));
  return (
    <Modal
      open
      width={640}
      title={person === null ? t('people.new') : t('people.editOne', { name: person.name })}
      okText={t('people.save')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={props.onClose}
    >
      {failure !== null && <Alert type="error" showIcon role="alert" className="yz-gap-below" title={failure} />}
      {person === null && (
        <div className="yz-field">
          <label htmlFor="person-login">{t('people.login')}</label>
          <Input
            id="person-login"
            value={login}
            maxLength={32}
            autoComplete="off"
            aria-describedby="person-login-hint"
            onChange={(event) => setLogin(event.target.value)}
          />
          <p id="person-login-hint" className="yz-soft">
            {t('people.loginHint')}
          </p>
        </div>
      )}
      <div className="yz-field">
        <label htmlFor="person-name">{t('people.name')}</label>
        <Input
          id="person-name"
          value={name}
          maxLength={50}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="yz-field">
        <label htmlFor="person-place">{t('people.place')}</label>
        <Select id="person-place" value={orgPath} options={known} onChange={setOrgPath} />
        <p className="yz-soft">{t('people.placeHint')}</p>
      </div>
      {([true, false] as const).map((isStaff) => (
        <fieldset key={String(isStaff)} className="yz-roles">
          <legend>{t(isStaff ? 'people.rolesStaff' : 'people.rolesOutside')}</legend>
          {page.roles
            .filter((role) => role.isStaff === isStaff)
            .map(({ key, title }) => (
              <Checkbox key={key} checked={roles.includes(key)} onChange={(event) => choose(key, event.target.checked)}>
                {textIn(title, lang)}
              </Checkbox>
            ))}
        </fieldset>
      ))}
    </Modal>
  );
}
