import { refuse, type Aim } from './aim-found.ts';
import type { HumanCommand } from './command.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';

type Tell = Extract<HumanCommand, { type: 'tell' }>;

/**
 * What a department that is called says of itself: “收到，马上到” signs, “已关阀，现场平稳” is its progress, where it has one
 * whistle open; of several it is asked which. Null: the words are something else.
 */
export function aimStep(
  { by, heardIn, tapped, reading }: Tell,
  open: readonly OpenWhistle[],
  { responder, draft }: Asker,
): Aim | null {
  const { intent, facts } = reading;
  if ((responder ?? null) === null || draft) return null;
  if (intent.type !== 'other' && intent.type !== 'whistle') return null;
  if (facts.street !== null || facts.departments.length > 0) return null;
  const text = reading.text.trim();
  const type: 'sign' | 'progress' | null = heard.test(text)
    ? 'sign'
    : did.test(text)
      ? 'progress'
      : null;
  const ours = open.filter(
    ({ mine }) => mine !== null && mine !== 'done_claimed' && mine !== 'accepted',
  );
  const [one, second] = ours;
  if (type === null || !one) return null;
  if (second) {
    const verb = type === 'sign' ? '签收' : '进展';
    const numbers = ours.flatMap(({ number }) => number ?? []);
    return refuse({ code: 'which-whistle', numbers, verb });
  }
  const said = { by, heardIn, tapped, resident: facts.resident, seat: null };
  const sentence = type === 'sign' ? text.replace(received, '') : text;
  const command = { type, ...said, target: { whistleId: one.id }, sentence };
  return { type: 'instead', command, otherwise: null };
}

const received = /^(?:好的?|嗯+|行|OK)?[\s,，。!！]*(?:已?收到|明白|知道)了?[\s,，。!！]*/iu;

/** “收到”, “马上到”, “在路上”, “10分钟到”: somebody comes. */
const heard = new RegExp(
  `${received.source}|^(?:我们?|我局|我队)?(?:马上|立即|立刻|这就|正)?(?:出发|赶来|赶到|赶过去|过去|派人|在路上|出动|到场?)|^.{0,8}[0-9一二三四五六七八九十半]+\\s*(?:个?小时|分钟?|刻钟)(?:后|内|左右)*(?:到|赶到|抵达)`,
  'iu',
);

const did = /^(?:我们?|我局|我队|我单位|现场|目前|险情)*[\s,，]*(?:已|正在)/u;
