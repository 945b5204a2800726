/** What this room writes to: ids and codes, never names, text or secrets. A pino logger fits. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * The part of a thrown thing that may be logged. Not the whole object: a driver's error carries the parameters of the
 * statement that failed, and those are what people wrote.
 */
export function faultOf(thrown: unknown): { readonly fault: string; readonly what: string } {
  if (!(thrown instanceof Error)) return { fault: typeof thrown, what: '' };
  return { fault: thrown.name, what: thrown.message.slice(0, 200) };
}
