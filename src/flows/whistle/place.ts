import { changed, type Decision } from '../../domain/decision.ts';
import type { Org } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { watched } from './clocks.ts';
import { missingFacts } from './missing-facts.ts';
import type { HumanCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { toBlower } from './messages.ts';

/**
 * Finds the grid of a draft or report anew with every change (S43). Where the street has grids and none fits, the card
 * says so once: a hint, never a block.
 */
export function located(
  before: Whistle | null,
  decision: Decision<Whistle>,
  { directory }: Facts,
): Decision<Whistle> {
  if (decision.verdict !== 'changed') return decision;
  const { next } = decision;
  if (next.state !== 'draft' && next.state !== 'reported') return decision;
  const found = directory.gridOf(next.place, next.street, next.point);
  const was = before ?? next; // a report brings its reporter's own grid
  const stayed = was.place === next.place && was.street === next.street;
  const grid = found ?? (stayed ? next.grid : null);
  const street = next.street ?? (grid === null ? null : directory.streetOf(grid));
  const unknown = grid === null && next.place !== null && street !== null;
  // After what the draft lacks: one thing is asked at a time.
  const whole = missingFacts(directory, next).length === 0;
  const ask = unknown && whole && directory.cellsOf(street).length > 0;
  return { ...decision, next: { ...next, grid, street, asked: askedAfter(next, ask) } };
}

/** `grid`: the card on its way says it; `grid-told`: it was said. */
function askedAfter({ asked, state }: Whistle, ask: boolean): readonly string[] {
  if (asked.includes('grid')) return asked.includes('grid-told') ? asked : [...asked, 'grid-told'];
  return ask && state === 'draft' ? [...asked, 'grid'] : asked;
}

/** The answer to that hint: the name of a community or group, by itself; null when the words are something else. */
export function gridTold(
  draft: Whistle,
  { by, reading }: Extract<HumanCommand, { type: 'tell' }>,
  facts: Facts,
): Decision<Whistle> | null {
  if (draft.state !== 'draft' || draft.blower !== by || !draft.asked.includes('grid')) return null;
  const cell = cellNamed(reading.text, draft, facts);
  if (!cell) return null;
  const { next, watch } = watched(facts, { ...draft, grid: cell.code });
  const event = { type: 'completed', by, data: { grid: cell.code } };
  return changed(next, [event], [toBlower(facts, next, { type: 'draft' }), ...watch]);
}

function cellNamed(text: string, { street }: Whistle, { directory }: Facts): Org | undefined {
  const name = text.replace(/^(?:网格|社区|属于|是|在)[：:\s]*|[。.!！\s]+$/gu, '').trim();
  return directory
    .cellsOf(street)
    .find((one) => one.name === name || one.aliases.includes(name) || one.name === `${name}社区`);
}
