/** A dictionary that finds all its words in a text in one pass. */
export interface Trie<T> {
  readonly root: Node<T>;
  /** How many words it holds. */
  size: number;
}

interface Node<T> {
  readonly next: Map<number, Node<T>>;
  /** Of the word that ends here, from 1 on; 0: none does. */
  nth: number;
  readonly values: T[];
}

export interface Found<T> {
  readonly start: number;
  readonly end: number;
  readonly values: readonly T[];
}

/** An empty dictionary. */
export function createTrie<T>(): Trie<T> {
  return { root: createNode<T>(), size: 0 };
}

function createNode<T>(): Node<T> {
  return { next: new Map<number, Node<T>>(), nth: 0, values: [] };
}

/** Adds one word with what it stands for. */
export function addWord<T>(trie: Trie<T>, word: string, value: T): void {
  let node = trie.root;
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    let next = node.next.get(code);
    if (!next) {
      next = createNode<T>();
      node.next.set(code, next);
    }
    node = next;
  }
  if (node === trie.root) return;
  if (node.nth === 0) node.nth = trie.size += 1;
  node.values.push(value);
}

/** A word said more often than this in one message says nothing new. */
const mostOften = 100;

/** Every word at every position. The work is the text's length times the longest word's, whatever the text. */
export function findWords<T>({ root, size }: Trie<T>, text: string): Found<T>[] {
  const found: Found<T>[] = [];
  const often = new Uint8Array(size + 1);
  const length = text.length;
  for (let start = 0; start < length; start += 1) {
    let node = root.next.get(text.charCodeAt(start));
    for (let end = start + 1; node; end += 1) {
      const { nth, values, next } = node;
      if (nth > 0) {
        const times = often[nth] ?? 0;
        if (times < mostOften) {
          often[nth] = times + 1;
          found.push({ start, end, values });
        }
      }
      if (end === length) break;
      node = next.get(text.charCodeAt(end));
    }
  }
  return found;
}
