/** Whose card a button is on: it decides which card the answer draws. */
export type CardFace =
  | 'draft'
  | 'approval'
  | 'seat'
  | 'verify'
  | 'rate'
  | 'news'
  | 'community'
  | 'community-unit'
  | 'centre'
  | 'admission'
  | 'report'
  | 'witness';

export const tapVerbs = [
  'confirm',
  'edit',
  'cancel',
  'add-department',
  'choose-matter',
  'approve',
  'disapprove',
  'sign',
  'check-in',
  'on-site',
  'done',
  'verify',
  'return',
  'grant',
  'refuse',
  'rate',
  'take-up',
  'pass-up',
  'settle',
  'show',
  'raise',
  'dispatch',
  'hold',
  'merge',
  'blow-anyway',
  'blow-again',
  'split-off',
] as const;
export type TapVerb = (typeof tapVerbs)[number];

/** What a button carries: everything needed to carry it out, whenever it is tapped. */
export interface Action {
  readonly face: CardFace;
  readonly verb: TapVerb;
  /** For the face `admission` the request's id. */
  readonly whistleId: string;
  /** The department the card or the button is about; for `choose-matter` the matter; for 合并 and 二次吹哨 the other whistle. */
  readonly org: string | null;
}

const faces: readonly string[] = [
  'draft',
  'approval',
  'seat',
  'verify',
  'rate',
  'news',
  'community',
  'community-unit',
  'centre',
  'admission',
  'report',
  'witness',
] satisfies CardFace[];

/** An action as a button's key (protocol 3.3: at most 1024 bytes). */
export const encodeAction = ({ face, verb, whistleId, org }: Action): string =>
  ['w1', face, verb, whistleId, org ?? ''].join('.');

/** The action of a key we made; null for anything else. */
export function decodeAction(key: string): Action | null {
  const [version, face, verb, whistleId, org, more] = key.split('.');
  if (version !== 'w1' || more !== undefined || !whistleId || org === undefined) return null;
  if (!isFace(face) || !isVerb(verb)) return null;
  return { face, verb, whistleId, org: org === '' ? null : org };
}

const isFace = (one: string | undefined): one is CardFace =>
  one !== undefined && faces.includes(one);
const isVerb = (one: string | undefined): one is TapVerb =>
  (tapVerbs as readonly (string | undefined)[]).includes(one);
