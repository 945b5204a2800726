/** Cuts to `limit` characters, the last one then a `…`; counts code points, so that no emoji is cut in half. */
export function clipChars(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

/** Cuts to `limit` bytes of UTF-8, ending in `…` when something was cut. */
export function clipBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const room = limit - Buffer.byteLength('…');
  let used = 0;
  let kept = '';
  for (const point of text) {
    used += Buffer.byteLength(point);
    if (used > room) break;
    kept += point;
  }
  return `${kept}…`;
}
