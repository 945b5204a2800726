import type { LearntChoices } from '../../domain/lexicon.ts';

/** What was learnt about a question with a few possible answers, made ready to be asked. */
export interface Choices {
  readonly answers: readonly string[];
  /** The cues that say something, and what each says for every answer: whole numbers, `scale` times too large. */
  readonly cues: Int32Array;
  readonly says: Int8Array;
  readonly scale: number;
  /** Where to find a cue's row: at its last bits or the next free place behind, one more than the row; 0 is free. */
  readonly slots: Uint32Array;
}

/** Null where nothing was learnt. */
export function toChoices({ answers, scale, cues, says }: LearntChoices): Choices | null {
  if (answers.length === 0) return null;
  const numbers = Buffer.from(cues, 'base64');
  const known = new Int32Array(numbers.length / 4);
  for (let nth = 0; nth < known.length; nth += 1) known[nth] = numbers.readInt32LE(4 * nth);
  const bytes = Buffer.from(says, 'base64');
  return { answers, scale, cues: known, says: new Int8Array(bytes), slots: slotsOf(known) };
}

/** At least half of the places stay free, so that few cues meet. */
function slotsOf(cues: Int32Array): Uint32Array {
  const size = 2 ** (Math.ceil(Math.log2(cues.length + 1)) + 1);
  const slots = new Uint32Array(size);
  cues.forEach((cue, row) => {
    let at = cue & (size - 1);
    while (slots[at] !== 0) at = (at + 1) & (size - 1);
    slots[at] = row + 1;
  });
  return slots;
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
function rowOf({ cues, slots }: Choices, cue: number): number {
  const last = slots.length - 1;
  for (let at = cue & last; ; at = (at + 1) & last) {
    const row = (slots[at] ?? 0) - 1;
    if (row < 0 || cues[row] === cue) return row;
  }
}

export function softmax(sums: Float64Array, share: number): Float64Array {
  const top = sums.reduce((most, one) => Math.max(most, one), -Infinity);
  const each = sums.map((one) => Math.exp((one - top) * share));
  const all = each.reduce((sum, one) => sum + one, 0);
  return each.map((one) => one / all);
}
