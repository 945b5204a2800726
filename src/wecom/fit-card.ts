import type { CardButton, CardRow, TemplateCard } from './card.ts';
import { clipChars } from './clip.ts';
import { WecomError } from './error.ts';

export type Dialect = 'app' | 'bot';

/** Advisory lengths in characters (protocol 3.3): the client cuts there without a sign, we cut with a `…`. */
const lengths = {
  app: { source: 20, title: 36, desc: 44, sub: 160, big: 14, small: 22, value: 30, jump: 18 },
  bot: { source: 13, title: 26, desc: 30, sub: 112, big: 10, small: 15, value: 26, jump: 13 },
} as const;
const options = { app: { select: 16, check: 17 }, bot: { select: 10, check: 11 } } as const;
const keyname = 5;
const buttonText = 10;
const selectTitle = 13;

/**
 * Makes a card that `dialect` accepts: clips texts and lists to their limits and drops fields it does not know, in an
 * order of fields that does not depend on how the card was built (the same card is the same JSON, which the duplicate
 * check of `message/send` needs). What cannot be mended (a key too long or given twice, a bad task_id) is a
 * `WecomError` of kind `content`.
 */
export function fitCard<Card extends TemplateCard>(card: Card, dialect: Dialect): Card {
  check(card);
  const fitted = Object.entries(fields).flatMap(([name, fit]) => {
    const value: unknown = Object.hasOwn(card, name) ? Reflect.get(card, name) : undefined;
    const kept: unknown = value === undefined ? undefined : fit(value as never, dialect);
    return kept === undefined ? [] : [[name, sorted(kept)] as const];
  });
  const done = Object.fromEntries(fitted) as unknown as Card;
  if (done.card_type === 'button_interaction' && done.button_list.length === 0) {
    throw malformed('button_list', 'is empty');
  }
  return done;
}

type Fit = (value: never, dialect: Dialect) => unknown;
type All = Required<
  Extract<TemplateCard, { card_type: 'text_notice' }> &
    Omit<Extract<TemplateCard, { card_type: 'button_interaction' }>, 'card_type'>
>;

/** Every field of a card in the order it is sent, and how it is made to fit. */
const fields: Readonly<Record<string, Fit>> = {
  card_type: same,
  source: (source: All['source'], at) => shorten(source, { desc: lengths[at].source }),
  action_menu: (menu: All['action_menu']) => ({
    ...menu,
    action_list: menu.action_list.slice(0, 3).map((one) => shorten(one, { text: buttonText })),
  }),
  main_title: (title: All['main_title'], at) =>
    shorten(title, { title: lengths[at].title, desc: lengths[at].desc }),
  emphasis_content: (big: All['emphasis_content'], at) =>
    shorten(big, { title: lengths[at].big, desc: lengths[at].small }),
  quote_area: same,
  sub_title_text: (text: string, at) => clipChars(text, lengths[at].sub),
  card_image: same,
  vertical_content_list: (rows: readonly { title: string; desc?: string }[], at) =>
    rows
      .slice(0, 4)
      .map((one) => shorten(one, { title: lengths[at].title, desc: lengths[at].sub })),
  horizontal_content_list: (rows: readonly CardRow[], at) =>
    rows.slice(0, 6).map((one) => fitRow(one, at)),
  jump_list: (jumps: All['jump_list'], at) =>
    jumps.slice(0, 3).map((one) => shorten(one, { title: lengths[at].jump })),
  card_action: same,
  checkbox: (box: { option_list: readonly { text: string }[] }, at) => ({
    ...box,
    option_list: box.option_list
      .slice(0, 20)
      .map((one) => shorten(one, { text: options[at].check })),
  }),
  button_selection: fitSelect,
  select_list: (selects: readonly All['button_selection'][], at) =>
    selects.slice(0, 3).map((one) => fitSelect(one, at)),
  submit_button: (button: { text: string; key: string }) => shorten(button, { text: buttonText }),
  task_id: same,
  button_list: (buttons: readonly CardButton[], at) =>
    buttons
      .filter((one) => at === 'app' || one.type !== 1)
      .slice(0, 6)
      .map((one) => fitButton(one, at)),
  replace_text: (text: string, at) => (at === 'app' ? clipChars(text, buttonText) : undefined),
};

function same(value: unknown): unknown {
  return value;
}

/** The bot knows no files: such a row becomes plain text there. */
function fitRow({ type, media_id, ...row }: CardRow, dialect: Dialect): CardRow {
  const short = shorten(row, { keyname, value: lengths[dialect].value });
  if (type === 2 && dialect === 'bot') return short;
  return {
    ...(type !== undefined && { type }),
    ...short,
    ...(media_id !== undefined && { media_id }),
  };
}

/** The two dialects count the last two looks the other way round: the bot's red is the app's 4, its plain one is 3. */
const appShades = { 1: 1, 2: 2, 3: 4, 4: 3 } as const;

function fitButton({ text, style, key, type, url }: CardButton, dialect: Dialect): CardButton {
  const link =
    dialect === 'app'
      ? { ...(type !== undefined && { type }), ...(url !== undefined && { url }) }
      : {};
  const shade = style !== undefined && dialect === 'app' ? appShades[style] : style;
  return {
    ...link,
    text: clipChars(text, buttonText),
    ...(shade !== undefined && { style: shade }),
    key,
  };
}

function fitSelect(select: All['button_selection'], dialect: Dialect): All['button_selection'] {
  return {
    ...shorten(select, { title: selectTitle }),
    option_list: select.option_list
      .slice(0, 10)
      .map((one) => shorten(one, { text: options[dialect].select })),
  };
}

/** A copy with the named texts clipped. */
function shorten<Value extends object>(
  value: Value,
  limits: Partial<Record<keyof Value, number>>,
): Value {
  const entries = Object.entries(value).map(([name, one]: [string, unknown]) => {
    const limit = limits[name as keyof Value];
    return [name, typeof one === 'string' && limit !== undefined ? clipChars(one, limit) : one];
  });
  return Object.fromEntries(entries) as Value;
}

/** The same value with the fields of every object in it in one order, for the stable JSON promised above. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]),
  );
}

/** Refuses what no clipping mends; WeCom would answer 42014 to 42051. */
function check(card: TemplateCard): void {
  if (card.task_id !== undefined && !/^[0-9A-Za-z_\-@]{1,128}$/.test(card.task_id)) {
    throw malformed('task_id', 'has other characters than 0-9A-Za-z_-@, or not 1 to 128 of them');
  }
  for (const [name, keys] of keysOf(card)) {
    if (keys.some((key) => key === '' || Buffer.byteLength(key) > 1024)) {
      throw malformed(name, 'has an empty key or one above 1024 bytes');
    }
    if (new Set(keys).size !== keys.length) throw malformed(name, 'has a key twice');
  }
  if (card.card_type === 'text_notice' && !card.main_title?.title && !card.sub_title_text) {
    throw malformed('main_title', 'and sub_title_text are both missing');
  }
}

/** Every set of keys that must be unique within itself. */
function keysOf(card: TemplateCard): readonly (readonly [string, readonly string[]])[] {
  const menu = 'action_menu' in card ? card.action_menu.action_list : [];
  const base = [['action_menu', menu.map((one) => one.key)]] as const;
  switch (card.card_type) {
    case 'text_notice':
    case 'news_notice':
      return base;
    case 'button_interaction':
      return [...base, ['button_list', card.button_list.map((one) => one.key)]];
    case 'vote_interaction':
      return [['checkbox', card.checkbox.option_list.map((one) => one.id)]];
    case 'multiple_interaction':
      return card.select_list.map(
        (one) => ['select_list', one.option_list.map((o) => o.id)] as const,
      );
  }
}

function malformed(field: string, what: string): WecomError {
  return new WecomError({ api: 'template_card', kind: 'content', errmsg: `${field} ${what}` });
}
