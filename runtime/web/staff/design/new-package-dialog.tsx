import { Alert, Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { ROLE_KEYS, ROLES } from '../../../../engine/index.js';
import { Line, newPackageFiles, PickMany } from '../../../../designer/index.js';
import { useStaff } from '../session/staff-user.js';
import { useDesignTexts } from './design-texts.js';
import { writeDraft } from './draft-store.js';
import { NO_VERSION } from './new-drafts.js';
import type { PackageRow } from './package-calls.js';

/** Asks what a new package is called and what it needs, and opens its draft. Nothing reaches the server before it is published. */
export function NewPackageDialog(props: {
  readonly isOpen: boolean;
  readonly packages: readonly PackageRow[];
  readonly onClose: () => void;
}): ReactNode {
  const { d } = useDesignTexts();
  return (
    <Modal
      open={props.isOpen}
      title={d('newPackage')}
      footer={null}
      width={640}
      destroyOnHidden
      onCancel={props.onClose}
    >
      <NewPackageForm {...props} />
    </Modal>
  );
}

function NewPackageForm({
  packages,
  onClose,
}: {
  readonly packages: readonly PackageRow[];
  readonly onClose: () => void;
}): ReactNode {
  const { d, say, lang } = useDesignTexts();
  const { user } = useStaff();
  const navigate = useNavigate();
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [key, setKey] = useState('');
  const [itemCode, setItemCode] = useState('');
  const [startRoles, setStartRoles] = useState<readonly string[]>(['resident']);
  const [needs, setNeeds] = useState<readonly string[]>(() =>
    packages.flatMap((one) => (one.key === 'common' ? one.key : [])),
  );
  const [isTried, setIsTried] = useState(false);
  const isTaken = packages.some((one) => one.key === key);
  const isReady =
    zh !== '' && en !== '' && /^[a-z][a-z0-9-]{0,62}$/.test(key) && !isTaken && /^[A-Z0-9]{2,12}$/.test(itemCode);
  const make = async (): Promise<void> => {
    setIsTried(true);
    if (!isReady || startRoles.length === 0) return;
    const requires = Object.fromEntries(
      packages.flatMap((one) => (needs.includes(one.key) ? [[one.key, one.version.split('.')[0] ?? '1']] : [])),
    );
    const files = newPackageFiles({ key, title: { zh, en }, itemCode, startRoles, requires });
    await writeDraft(user.userId, { key, baseHash: NO_VERSION, files, savedAt: Date.now() });
    onClose();
    void navigate(`/design/${encodeURIComponent(key)}/files/${key}.bpmn`);
  };
  return (
    <div className="ed-stack">
      <div className="ed-pair">
        <Line label={d('titleZh')} value={zh} onCommit={(text) => setZh(text.trim())} />
        <Line label={d('titleEn')} value={en} onCommit={(text) => setEn(text.trim())} />
        <Line
          label={d('packageKey')}
          hint={isTaken ? d('keyTaken') : d('packageKeyHint')}
          isMono
          value={key}
          onCommit={(text) => setKey(text.trim())}
        />
        <Line
          label={d('itemCode')}
          hint={d('itemCodeHint')}
          isMono
          value={itemCode}
          onCommit={(text) => setItemCode(text.trim())}
        />
      </div>
      <PickMany
        label={d('startRoles')}
        values={startRoles}
        options={ROLE_KEYS.map((role) => ({ value: role, label: ROLES[role][lang] }))}
        onChange={setStartRoles}
      />
      <PickMany
        label={d('needs')}
        hint={d('needsHint')}
        values={needs}
        options={packages.map((one) => ({ value: one.key, label: say(one.title) }))}
        onChange={setNeeds}
      />
      {isTried && !isReady && <Alert type="error" showIcon role="alert" title={d('newIncomplete')} />}
      <div className="dz-dialog-foot">
        <Button onClick={onClose}>{d('cancel')}</Button>
        <Button type="primary" onClick={() => void make()}>
          {d('create')}
        </Button>
      </div>
    </div>
  );
}
