import type { RunWhistle } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { text, type Answer } from './answers.ts';
import { attachedText, mediaOf } from './media-of.ts';
import { placeOf } from './place-of.ts';
import { refusalText } from './words.ts';

/** A photo, a recording, a file or a point without words (S30). */
export async function hearMedia(
  inbound: Inbound,
  { runWhistle }: { readonly runWhistle: RunWhistle },
): Promise<Answer> {
  const media = mediaOf(inbound);
  if (media.length === 0) return text('没有收到内容，请重新发一次。');
  const said = { by: inbound.from, heardIn: placeOf(inbound), tapped: false };
  const outcome = await runWhistle(
    { type: 'attach', ...said, target: { number: null }, media },
    inbound.deliveryId,
  );
  return text(
    outcome.refusal
      ? refusalText(outcome.refusal, outcome.whistle ?? {})
      : attachedText(media, outcome),
  );
}
