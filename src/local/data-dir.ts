import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { LocalError, codeOf } from './local-error.ts';

/** Makes the data folder when it is missing and returns its one true path, or says why it cannot be used. */
export function prepareDataDir(dataDir: string): string {
  try {
    makeFolder(path.resolve(dataDir));
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (cause) {
    const why = codeOf(cause) || String(cause);
    throw new LocalError(`DATA_DIR（${dataDir}）不可写（${why}）：请换一个目录或修正权限。`, {
      cause,
    });
  }
}

/** Not node's own `recursive`, which never ends below a folder that takes no new entries, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // another start was quicker
  }
}
