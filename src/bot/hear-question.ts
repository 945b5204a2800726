import type { Directory } from '../domain/directory.ts';
import type { RunAsk } from '../flows/ask/run.ts';
import type { TemplateCard } from '../wecom/card.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { text, type Answer } from './answers.ts';
import { askedAnswer, strangerText } from './replies.ts';

interface Deps {
  readonly runAsk: RunAsk;
}

/** A question put to the flow that answers questions, and its answer as this line can show it. */
export async function asked(
  inbound: Inbound,
  { runAsk }: Deps,
  command: Parameters<RunAsk>[0],
): Promise<Answer> {
  const answer = askedAnswer(
    await runAsk(command),
    `q-${inbound.deliveryId.replace(/[^0-9A-Za-z_-]/gu, '_').slice(0, 100)}`,
  );
  if ('text' in answer) return text(answer.text);
  // The app's line answers a message with text only (protocol 1.7).
  return inbound.line === 'app' ? text(plain(answer.card)) : { type: 'card', card: answer.card };
}

/** What the rule book itself answers, to whoever is in it. */
export async function fromBook(
  by: string,
  { runAsk }: Deps,
  answer: (directory: Directory) => string,
): Promise<Answer> {
  const told = await runAsk({ type: 'who', by });
  if (told.type === 'stranger') return text(strangerText(told.directory));
  return text(answer(told.directory));
}

function plain(card: TemplateCard): string {
  const rows = 'horizontal_content_list' in card ? (card.horizontal_content_list ?? []) : [];
  const lines = rows.map((one) => `${one.keyname}：${one.value ?? ''}`);
  const quote = 'quote_area' in card ? card.quote_area.title : undefined;
  const below = 'sub_title_text' in card ? card.sub_title_text : undefined;
  const { title, desc } = card.main_title ?? {};
  return [title, desc, quote, ...lines, below].filter(Boolean).join('\n');
}
