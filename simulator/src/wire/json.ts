/** A JSON object whose fields have not been looked at yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (not a list, not null). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a text as a JSON object; null when it is anything else. */
export function parseJson(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

/** The field as text; a number counts as its digits, anything else as ''. */
export function textOf(from: Json, field: string): string {
  const value = from[field];
  if (typeof value === 'number') return value.toString();
  return typeof value === 'string' ? value : '';
}

/** The field as a number; digits count, anything else is null. */
export function numberOf(from: Json, field: string): number | null {
  const value = from[field];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** The field as an object; anything else is null. */
export function objectOf(from: Json, field: string): Json | null {
  const value = from[field];
  return isJson(value) ? value : null;
}

/** The objects of a list field; anything else is an empty list. */
export function listOf(from: Json, field: string): readonly Json[] {
  const value = from[field];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The texts of a list field; anything else is an empty list. */
export function textsOf(from: Json, field: string): readonly string[] {
  const value = from[field];
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is string => typeof one === 'string');
}

/** How many bytes of UTF-8 a text takes: WeCom counts most limits so. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Cuts a text to so many bytes of UTF-8 without leaving half a character (protocol 3.2: 2048). */
export function cutToBytes(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  let cut = '';
  let used = 0;
  for (const character of text) {
    used += bytesOf(character);
    if (used > limit) break;
    cut += character;
  }
  return cut;
}
