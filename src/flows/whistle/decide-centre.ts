import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { UserId } from '../../domain/names.ts';
import { type Whistle } from '../../domain/whistle.ts';
import { watched } from './clocks.ts';
import { short } from './decide-seat.ts';
import { dispatch } from './dispatch.ts';
import { isDirecting, type Facts } from './facts.ts';
import { toBlower } from './messages.ts';
import { calledSince, goesOn } from './raised.ts';
import { tooLate } from './too-late.ts';

/** 派遣: the departments are called now. */
export function sendOut(whistle: Whistle, by: UserId, facts: Facts): Decision<Whistle> {
  if (!isDirecting(facts)) return notCentre;
  if (whistle.dispatchedAt !== null && whistle.endedAt === null) return ignored;
  if (whistle.state !== 'queued') return tooLate(whistle, facts);
  return dispatch(whistle, facts, [{ type: 'released', by, data: {} }]);
}

/** 暂缓: back to its blower with the reason, to be mended or dropped. */
export function hold(
  whistle: Whistle,
  by: UserId,
  reason: string,
  facts: Facts,
): Decision<Whistle> {
  if (!isDirecting(facts)) return notCentre;
  const words = clip(reason, 200);
  if (whistle.state === 'held' && whistle.number !== null) return ignored;
  if (whistle.state !== 'queued') return tooLate(whistle, facts);
  if (words === '') return refused({ code: 'needs-reason', words: `暂缓 ${short(whistle)} ` });
  if (calledSince(whistle) !== null) {
    const event = { type: 'put-off', by, data: {} };
    return goesOn(whistle, facts, { event, words: `指挥中心暂缓升级：${words}` });
  }
  const { next, watch } = watched(facts, { ...whistle, state: 'held', reason: words });
  const told = toBlower(facts, next, { type: 'notice', news: 'held', org: null, to: 'blower' });
  return changed(next, [{ type: 'put-off', by, data: {} }], [told, ...watch]);
}

const notCentre = refused({ code: 'not-yours', allowed: '指挥中心' });
