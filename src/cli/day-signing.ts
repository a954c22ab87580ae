import { type DaySigner, daySigner, newSigningKey } from '../audience/ledger/day-signer.js';
import { type DataFolder, keptSecret } from '../store/folder.js';

const keyId = '1';

/** The key that signs closed days, made with the folder. Its public half stands in every record. */
export const folderDaySigner = (folder: DataFolder): DaySigner =>
  daySigner(keyId, keptSecret(folder, `day-signing-${keyId}`, newSigningKey));
