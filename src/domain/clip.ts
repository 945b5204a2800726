/** The words as they may be kept: trimmed, without NUL (PostgreSQL has none), cut between characters, never inside one. */
export function clip(text: string, most: number): string {
  const clean = text.replaceAll('\u0000', '').trim();
  return clean.length <= most ? clean : Array.from(clean).slice(0, most).join('');
}
