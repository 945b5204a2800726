import type { Directory } from '../../domain/directory.ts';
import type { DraftHint } from '../../domain/draft-hint.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { unnamedLead } from './draft.ts';

/** What the blower of a complete draft is pointed to before 确认吹哨, the most important first. Hints never stop it. */
export function draftHints(directory: Directory, whistle: Whistle): readonly DraftHint[] {
  return [
    ...(whistle.place === null ? (['no-place'] as const) : []),
    ...(unnamedLead(directory, whistle) === null ? [] : (['unnamed-lead'] as const)),
  ];
}
