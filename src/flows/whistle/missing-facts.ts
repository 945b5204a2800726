import type { Directory } from '../../domain/directory.ts';
import type { Fact } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { lawfulKind } from './may-call.ts';

/** The facts a whistle still lacks before it may go out (domain 5.3), in the order they are asked for. */
export function missingFacts(directory: Directory, whistle: Whistle): readonly Fact[] {
  const needed = directory.book.admission.facts[whistle.category];
  const { waives } = directory.book.kinds[lawfulKind(directory, whistle)];
  return needed.filter((fact) => !waives.includes(fact) && !has(whistle, fact));
}

function has(whistle: Whistle, fact: Fact): boolean {
  if (fact === 'matter') return whistle.matter !== null || whistle.unlisted !== null;
  return fact === 'departments' ? whistle.participations.length > 0 : whistle[fact] !== null;
}
