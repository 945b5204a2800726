import { refused } from '../../domain/decision.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';
import { tooLate } from './too-late.ts';

/** 核验 before every part has been claimed: it is told whose are missing. */
export function notAllDone(whistle: Whistle, facts: Pick<Facts, 'directory'>) {
  if (whistle.endedAt !== null) return tooLate(whistle, facts);
  const open = whistle.dispatchedAt === null ? [] : whistle.participations;
  const names = open
    .filter(({ done }) => done === null)
    .map(({ org }) => facts.directory.org(org)?.name ?? org);
  const missing = names.length === 0 ? '' : `（还差：${names.join('、')}）`;
  return refused({ code: 'too-early', step: `各部门全部办结${missing}` });
}
