import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { LocalError, codeOf } from './local-error.ts';

/** Makes the data folder when it is missing and returns its one true path, or says why it cannot be used. */
export function prepareDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (error) {
    throw notWritable(dataDir, error);
  }
}

/** The sentence for a data folder that refused us. */
export function notWritable(dataDir: string, error: unknown): LocalError {
  const why = codeOf(error) || String(error);
  return new LocalError(`DATA_DIR（${dataDir}）不可写（${why}）：请换一个目录或修正权限。`, {
    cause: error,
  });
}
