import { XMLParser } from 'fast-xml-parser';
import { isJson, type Json } from './json.ts';

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true, trimValues: true });

/** Text (CDATA), number (bare), nested elements, or a list: the element repeated (protocol 1.7). */
export type XmlValue = string | number | bigint | XmlTree | readonly (string | XmlTree)[];
export interface XmlTree {
  readonly [element: string]: XmlValue;
}

/** Writes the `<xml>` document WeCom sends: texts in CDATA, numbers bare (protocol 1.3, 2). */
export function writeXml(tree: XmlTree): string {
  return `<xml>${inner(tree)}</xml>`;
}

/** Reads an `<xml>` document; null when it is none. Texts stay texts (a MsgId is 64 bits). */
export function readXml(text: string): Json | null {
  try {
    const parsed: unknown = parser.parse(text);
    const root = isJson(parsed) ? parsed.xml : null;
    return isJson(root) ? root : null;
  } catch {
    return null;
  }
}

function inner(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (typeof value === 'number' || typeof value === 'bigint')
    return `<${name}>${value.toString()}</${name}>`;
  if (typeof value === 'string') return `<${name}><![CDATA[${escaped(value)}]]></${name}>`;
  if (isList(value)) return value.map((one) => element(name, one)).join('');
  return `<${name}>${inner(value)}</${name}>`;
}

function isList(
  value: XmlTree | readonly (string | XmlTree)[],
): value is readonly (string | XmlTree)[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replaceAll(']]>', ']]]]><![CDATA[>');
}
