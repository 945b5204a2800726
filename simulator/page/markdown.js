import { el } from './dom.js';
import { member } from './people.js';

const colours = { info: 'info', comment: 'comment', warning: 'warning' };
const inline =
  /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((https?:[^)\s]+)\)|<font color="?(\w+)"?>([\s\S]*?)<\/font>|<@([^<>\s]+)>|<a href="?(https?:[^">]+)"?>([\s\S]*?)<\/a>/g;

/** WeCom's markdown subset (headings, bold, code, quote, lists, links, colours, tables) as nodes. */
export function markdown(text) {
  const blocks = [];
  const lines = text
    .replaceAll(/<think>[\s\S]*?<\/think>/g, '')
    .replaceAll('\r', '')
    .split('\n');
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line.startsWith('```')) {
      const end = lines.findIndex((one, index) => index > at && one.startsWith('```'));
      const last = end < 0 ? lines.length : end;
      blocks.push(el('pre', {}, lines.slice(at + 1, last).join('\n')));
      at = last + 1;
      continue;
    }
    const run = runOf(lines, at);
    blocks.push(run.node);
    at = run.next;
  }
  return el('div', { class: 'markdown' }, blocks);
}

function runOf(lines, at) {
  const line = lines[at];
  const take = (test) => {
    let next = at;
    while (next < lines.length && test(lines[next])) next += 1;
    return { taken: lines.slice(at, next), next };
  };
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) {
    const size = Math.min(heading[1].length + 2, 6);
    return { node: el(`h${size}`, {}, inlineOf(heading[2])), next: at + 1 };
  }
  if (line.startsWith('>')) {
    const { taken, next } = take((one) => one.startsWith('>'));
    return {
      node: el('blockquote', {}, withBreaks(taken.map((one) => one.replace(/^>\s?/, '')))),
      next,
    };
  }
  if (/^\s*[-*]\s+/.test(line)) {
    const { taken, next } = take((one) => /^\s*[-*]\s+/.test(one));
    return { node: list('ul', taken, /^\s*[-*]\s+/), next };
  }
  if (/^\s*\d+[.、]\s+/.test(line)) {
    const { taken, next } = take((one) => /^\s*\d+[.、]\s+/.test(one));
    return { node: list('ol', taken, /^\s*\d+[.、]\s+/), next };
  }
  if (/^\|.*\|\s*$/.test(line)) {
    const { taken, next } = take((one) => /^\|.*\|\s*$/.test(one));
    return { node: table(taken), next };
  }
  if (/^(-{3,}|\*{3,})$/.test(line.trim())) return { node: el('hr'), next: at + 1 };
  if (line.trim() === '') return { node: el('div', { class: 'gap' }), next: at + 1 };
  return { node: el('p', {}, inlineOf(line)), next: at + 1 };
}

function list(tag, lines, mark) {
  return el(
    tag,
    {},
    lines.map((one) => el('li', {}, inlineOf(one.replace(mark, '')))),
  );
}

function table(lines) {
  const rows = lines
    .filter((one) => !/^\|[\s:|-]+\|\s*$/.test(one))
    .map((one) =>
      one
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  const row = (cells, tag) =>
    el(
      'tr',
      {},
      cells.map((cell) => el(tag, {}, inlineOf(cell))),
    );
  const [head = [], ...rest] = rows;
  return el(
    'table',
    {},
    el('thead', {}, row(head, 'th')),
    el(
      'tbody',
      {},
      rest.map((one) => row(one, 'td')),
    ),
  );
}

function withBreaks(lines) {
  return lines.flatMap((line, index) =>
    index === 0 ? inlineOf(line) : [el('br'), ...inlineOf(line)],
  );
}

/** Bold, code, links, colours and mentions inside one line. */
export function inlineOf(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(inline)) {
    if (found.index > from) nodes.push(text.slice(from, found.index));
    nodes.push(markOf(found));
    from = found.index + found[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

function markOf([, bold, code, words, url, colour, coloured, userid, href, linked]) {
  if (bold !== undefined) return el('b', {}, inlineOf(bold));
  if (code !== undefined) return el('code', {}, code);
  if (url !== undefined) return link(url, words);
  if (href !== undefined) return link(href, linked);
  if (userid !== undefined) return el('span', { class: 'mention' }, `@${member(userid).name}`);
  return el('span', { class: `font-${colours[colour] ?? 'plain'}` }, inlineOf(coloured));
}

function link(href, words) {
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, words);
}

/** A plain text: mentions coloured, links alive, line breaks kept. */
export function plainText(text) {
  const nodes = text.split(
    /(@[^\s@，。,.：:；;]{1,20}|https?:\/\/[\w\-./?%&=#:~+@!]+|<@[^<>\s]+>|<a href[\s\S]*?<\/a>)/g,
  );
  return nodes.map((one) => {
    if (one.startsWith('<')) return el('span', {}, inlineOf(one));
    if (one.startsWith('http')) return link(one, one);
    return one.startsWith('@') ? el('span', { class: 'mention' }, one) : one;
  });
}
