import { Alert, Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  FILE_NAMES,
  Line,
  newFile,
  newFilePath,
  type NewFileKind,
  type PackageFiles,
  Pick,
} from '../../../../designer/index.js';
import { useDesignTexts } from './design-texts.js';

const KINDS: readonly NewFileKind[] = ['form', 'decision', 'register', 'process'];

/** Asks for kind and names of a new file of the package. */
export function NewFileDialog(props: {
  readonly isOpen: boolean;
  readonly files: PackageFiles;
  readonly onMade: (path: string, files: PackageFiles) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { d } = useDesignTexts();
  return (
    <Modal open={props.isOpen} title={d('newFile')} footer={null} width={560} destroyOnHidden onCancel={props.onClose}>
      <NewFileForm {...props} />
    </Modal>
  );
}

function NewFileForm(props: {
  readonly files: PackageFiles;
  readonly onMade: (path: string, files: PackageFiles) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { d } = useDesignTexts();
  const [kind, setKind] = useState<NewFileKind>('form');
  const [name, setName] = useState('');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [isTried, setIsTried] = useState(false);
  const path = newFilePath(kind, name);
  const isTaken = Object.hasOwn(props.files, path);
  const isReady = FILE_NAMES[kind].test(name) && !isTaken && zh !== '' && en !== '';
  const make = (): void => {
    setIsTried(true);
    if (isReady) props.onMade(path, newFile(props.files, { kind, name, title: { zh, en } }));
  };
  return (
    <div className="ed-stack">
      <Pick
        label={d('fileKind')}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: d(`kind.${one}`) }))}
        onChange={(one) => setKind(one as NewFileKind)}
      />
      <div className="ed-pair">
        <Line label={d('titleZh')} value={zh} onCommit={(text) => setZh(text.trim())} />
        <Line label={d('titleEn')} value={en} onCommit={(text) => setEn(text.trim())} />
      </div>
      <Line
        label={d('fileName')}
        hint={isTaken ? d('fileTaken') : d(`name.${kind}`)}
        isMono
        value={name}
        onCommit={(text) => setName(text.trim())}
      />
      {isTried && !isReady && <Alert type="error" showIcon role="alert" title={d('newIncomplete')} />}
      <div className="dz-dialog-foot">
        <Button onClick={props.onClose}>{d('cancel')}</Button>
        <Button type="primary" onClick={make}>
          {d('create')}
        </Button>
      </div>
    </div>
  );
}
