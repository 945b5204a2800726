/** Whose card a button is on: it decides which card the answer draws. */
export type CardFace =
  'draft' | 'approval' | 'seat' | 'verify' | 'rate' | 'news' | 'report' | 'witness';

export const tapVerbs = [
  'confirm',
  'edit',
  'cancel',
  'add-department',
  'approve',
  'disapprove',
  'sign',
  'check-in',
  'on-site',
  'done',
  'verify',
  'return',
  'rate',
  'take-up',
  'pass-up',
  'settle',
  'show',
] as const;
export type TapVerb = (typeof tapVerbs)[number];

/** What a button carries: everything needed to carry it out, whenever it is tapped. */
export interface Action {
  readonly face: CardFace;
  readonly verb: TapVerb;
  readonly whistleId: string;
  /** The department the card or the button is about. */
  readonly org: string | null;
}

const faces: readonly string[] = [
  'draft',
  'approval',
  'seat',
  'verify',
  'rate',
  'news',
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
