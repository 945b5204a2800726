import type { LearntChoices } from '../../domain/lexicon.ts';

/** What was learnt about a question with a few possible answers, made ready to be asked. */
export interface Choices {
  readonly answers: readonly string[];
  /** The cues that say something, in order, and what each says for every answer: whole numbers, `scale` times too large. */
  readonly cues: Int32Array;
  readonly says: Int8Array;
  readonly scale: number;
}

/** Null where nothing was learnt. */
export function toChoices({ answers, scale, cues, says }: LearntChoices): Choices | null {
  if (answers.length === 0) return null;
  const numbers = Buffer.from(cues, 'base64');
  const known = new Int32Array(numbers.length / 4);
  for (let nth = 0; nth < known.length; nth += 1) known[nth] = numbers.readInt32LE(4 * nth);
  const bytes = Buffer.from(says, 'base64');
  return { answers, scale, cues: known, says: new Int8Array(bytes) };
}

/** How likely each answer is, in the order of `answers`; together they are 1. */
export function chances(choices: Choices, cues: Int32Array): Float64Array {
  const { answers, says, scale } = choices;
  const sums = new Float64Array(answers.length);
  for (const cue of cues) {
    const row = rowOf(choices, cue) * answers.length;
    if (row < 0) continue;
    for (let one = 0; one < sums.length; one += 1)
      sums[one] = (sums[one] ?? 0) + (says[row + one] ?? 0);
  }
  return softmax(sums, 1 / scale);
}

/** What one cue says for an answer, beyond what it says for the others. */
export function favour(choices: Choices, cue: number, answer: number): number {
  const { answers, says, scale } = choices;
  const row = rowOf(choices, cue) * answers.length;
  if (row < 0) return 0;
  let all = 0;
  for (let one = 0; one < answers.length; one += 1) all += says[row + one] ?? 0;
  return ((says[row + answer] ?? 0) - all / answers.length) / scale;
}

/** Where a cue stands among those that say something; -1 for any other. */
function rowOf({ cues }: Choices, cue: number): number {
  let [low, high] = [0, cues.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = cues[middle] ?? 0;
    if (found === cue) return middle;
    if (found < cue) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function softmax(sums: Float64Array, share: number): Float64Array {
  const top = sums.reduce((most, one) => Math.max(most, one), -Infinity);
  const each = sums.map((one) => Math.exp((one - top) * share));
  const all = each.reduce((sum, one) => sum + one, 0);
  return each.map((one) => one / all);
}
