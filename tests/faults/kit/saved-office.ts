import path from 'node:path';
import { loadKeyRing } from '../../../runtime/access/sealing-keys.js';
import { createDiskFiles } from '../../../runtime/documents/disk-files.js';
import { createPassingSigner } from '../../../runtime/documents/signer.js';
import type { Store } from '../../../runtime/seams/store.js';
import { openDataFolder } from '../../../runtime/system/data-folder.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import { SYSTEM_CLOCK } from '../../../runtime/system/system-clock.js';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { createOffice, type RunningOffice } from '../../../runtime/use-cases/create-office.js';

/** The service whose cases are begun. */
export const SERVICE = 'food-license-new';

/** An office over a data folder with the shipped packages, without a web server; its host is not started. */
export function openOffice(folder: string, on: Store): Promise<RunningOffice> {
  const data = openDataFolder(folder);
  return createOffice({
    mode: 'demo',
    publicUrl: 'http://127.0.0.1:3000',
    orgRoot: '/370303/tyc',
    issuedBy: '体育场街道办事处',
    definitions: path.join(process.cwd(), 'definitions'),
    shipped: [SERVICE],
    store: on,
    clock: SYSTEM_CLOCK,
    ids: createIdSource(SYSTEM_CLOCK),
    files: createDiskFiles(data.files),
    keys: loadKeyRing(data.keyRing),
    signer: createPassingSigner(),
    faults: NO_FAULTS,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    judged: false,
    archiveAfterMs: 0,
  });
}

/** Begins a case of the service with nothing but its head; its first jobs wait in the store. Throws when it is refused. */
export async function beginCase({ office, host }: RunningOffice, serial: number): Promise<void> {
  const packageHash = (await office.packages.activePackage(SERVICE))?.hash ?? '';
  const instanceId = `case-${String(serial).padStart(6, '0')}`;
  const head = {
    number: `JY-20260302-${String(serial).padStart(5, '0')}`,
    applicantId: 'u-owner-wang',
    applicantName: '王小满',
    orgPath: '/370303/tyc',
    idNo: '370303196503120028',
  };
  const result = await host.commands.start({
    instanceId,
    commandId: `start-${instanceId}`,
    actor: { kind: 'user', userId: 'u-owner-wang', roles: ['resident'] },
    packageHash,
    processId: SERVICE,
    rootId: instanceId,
    variables: { case: head },
    config: {},
  });
  if (!result.ok) throw new Error(JSON.stringify(result.rejection));
}
