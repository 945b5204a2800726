/** Reads a field of something received as a non-empty string; null when it is anything else. Numbers become text. */
export function textOf(record: Fields, name: string): string | null {
  const value = record[name];
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Something received, with nothing believed about it. Has no prototype, so that no field is found that was not sent. */
export type Fields = Readonly<Record<string, unknown>>;

const nothing: Fields = Object.freeze(Object.create(null) as Record<string, unknown>);

/** The object in `value`, or one without fields: a missing branch reads like an empty one. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return nothing;
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

/** The list in `value`: XML and some senders leave the list out when there is one element. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === '' ? [] : [value];
}

/** What was chosen in a card's selectors, question → options; `names` differ between JSON and XML (protocol 2.2, 5.3). */
export function selectedOf(
  items: unknown,
  names: { readonly question: string; readonly options: string; readonly option: string },
): Readonly<Record<string, readonly string[]>> {
  const chosen = listOf(items).flatMap((item) => {
    const fields = fieldsOf(item);
    const question = textOf(fields, names.question);
    const options = listOf(fieldsOf(fields[names.options])[names.option]);
    return question === null
      ? []
      : [[question, options.filter((one) => typeof one === 'string')] as const];
  });
  return Object.fromEntries(chosen);
}
