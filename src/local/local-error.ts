/** Something local could not be brought up. The message is for whoever typed `npm start`: what is wrong, and its mend. */
export class LocalError extends Error {
  override readonly name = 'LocalError';
}

/** Where local things report what they do by themselves. A pino logger fits. */
export interface LocalLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** The `code` that node and PostgreSQL put on their errors, or an empty string. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
