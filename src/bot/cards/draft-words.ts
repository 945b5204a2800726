import type { DraftHint } from '../../domain/draft-hint.ts';
import type { DraftSays } from './draft-card.ts';
import { orgName, type Scene } from './frame.ts';

/** One hint of a draft's card in words; short, since what does not fit on the card is cut. */
export function hintWords({ directory }: Scene, says: DraftSays, hint: DraftHint): string {
  switch (hint) {
    case 'no-place':
      return '还没有写地点，建议先回复一句具体位置。';
    case 'unnamed-lead':
      return `按责任清单，此事主办是${orgName(directory, says.unnamedLead)}，原话未点名，需要时请点按钮加上。`;
  }
}
