/** A dictionary that finds all its words in a text in one pass. */
export interface Trie<T> {
  readonly next: Map<number, Trie<T>>;
  readonly values: T[];
}

export interface Found<T> {
  readonly start: number;
  readonly end: number;
  readonly values: readonly T[];
}

/** An empty dictionary. */
export function createTrie<T>(): Trie<T> {
  return { next: new Map<number, Trie<T>>(), values: [] };
}

/** Adds one word with what it stands for. */
export function addWord<T>(trie: Trie<T>, word: string, value: T): void {
  let node = trie;
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    let next = node.next.get(code);
    if (!next) {
      next = createTrie<T>();
      node.next.set(code, next);
    }
    node = next;
  }
  if (node !== trie) node.values.push(value);
}

/** A word said more often than this in one message says nothing new. */
const mostOften = 100;

/** Every word at every position. The work is the text's length times the longest word's, whatever the text. */
export function findWords<T>(trie: Trie<T>, text: string): Found<T>[] {
  const found: Found<T>[] = [];
  const times = new Map<readonly T[], number>();
  for (let start = 0; start < text.length; start += 1) {
    let node: Trie<T> | undefined = trie;
    for (let end = start; end < text.length; end += 1) {
      node = node.next.get(text.charCodeAt(end));
      if (!node) break;
      if (node.values.length === 0) continue;
      const nth = (times.get(node.values) ?? 0) + 1;
      times.set(node.values, nth);
      if (nth <= mostOften) found.push({ start, end: end + 1, values: node.values });
    }
  }
  return found;
}
