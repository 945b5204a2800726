import { stopOf } from '../../domain/admission.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { missingStatements } from './admission.ts';
import { missingFacts } from './missing-facts.ts';

/**
 * The one thing asked next: what would lift a stop, then the first missing fact, then the first missing statement. Null:
 * nothing is asked.
 */
export function nextQuestion(directory: Directory, draft: Whistle): Fact | Statement | null {
  if (stopOf(draft)?.rule === 'ownDuty') return draft.effort === null ? 'effort' : 'beyond';
  return missingFacts(directory, draft)[0] ?? missingStatements(directory, draft)[0] ?? null;
}

/** What its blower is asked again when a sentence gave nothing new; a statement that a tap makes is not. */
export function openQuestion(directory: Directory, draft: Whistle): Fact | Statement | null {
  const next = nextQuestion(directory, draft);
  const isStatement = next === 'concern' || next === 'beyond';
  const asks = directory.book.admission.statements[draft.category] === 'ask';
  return isStatement && !asks && stopOf(draft) === null ? null : next;
}

/** Everything that a sentence could answer: a held draft's one question, else all that is missing. */
export function whatIsAsked(directory: Directory, draft: Whistle): readonly (Fact | Statement)[] {
  if (stopOf(draft)?.rule === 'ownDuty') return ['effort', 'beyond'];
  return [...missingFacts(directory, draft), ...missingStatements(directory, draft)];
}
