import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { fieldsOf, type Fields } from './read.ts';

/**
 * Values stay strings, since MsgId has 64 bits; no entity is expanded, since WeCom writes every free text as CDATA
 * and an entity is what an attacker needs.
 */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  maxNestedTags: 12,
});

/**
 * Reads the fields of WeCom's `<xml>…</xml>`; null when it is anything else. Declarations, comments and processing
 * instructions are refused, as is a field given twice or text between fields: a text that closes its own CDATA and
 * goes on with a `<FromUserName>` of its choice shows as one of these.
 */
export function readXml(source: string): Fields | null {
  const bare = withoutCdata(source);
  // A DOCTYPE, ENTITY, comment or instruction, anywhere but a declaration at the very start.
  if (bare === null || /<[!?]/.test(bare.replace(/^\s*<\?xml [^<>?]*\?>/, ''))) return null;
  const parsed = parse(source);
  const fields = parsed === null ? null : fieldsOf(parsed['xml']);
  if (parsed === null || fields === null || Object.keys(parsed).length !== 1) return null;
  const between = fields['#text'];
  if (typeof between === 'string' && between.trim() !== '') return null;
  if (Object.values(fields).some((one) => Array.isArray(one))) return null;
  return fields;
}

/** Writes one element; text goes into CDATA, lists are repeated elements, null and undefined write nothing (1.7). */
export function writeXml(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => writeXml(name, one)).join('');
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(([key, one]) => writeXml(key, one));
    return `<${name}>${inner.join('')}</${name}>`;
  }
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
  return typeof value === 'number' || typeof value === 'boolean'
    ? `<${name}>${value}</${name}>`
    : '';
}

/**
 * The source without its CDATA sections, whose content is somebody's text and may be anything; null when one never
 * ends. One pass: a body made of openings only must not cost the square of its length.
 */
function withoutCdata(source: string): string | null {
  let bare = '';
  let at = 0;
  for (;;) {
    const start = source.indexOf('<![CDATA[', at);
    if (start < 0) return bare + source.slice(at);
    const end = source.indexOf(']]>', start);
    if (end < 0) return null;
    bare += source.slice(at, start);
    at = end + 3;
  }
}

function parse(source: string): Fields | null {
  try {
    // Deprecated in favour of another package; ours is pinned, and the parser alone mends what is not well-formed.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (XMLValidator.validate(source) !== true) return null;
    const { '?xml': declaration, ...rest } = parser.parse(source) as Record<string, unknown>;
    return declaration === undefined || declaration === '' ? rest : null;
  } catch {
    return null;
  }
}

/** `]]>` cannot stand in CDATA, and control characters cannot stand in XML at all. */
function cdata(text: string): string {
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return `<![CDATA[${clean.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
