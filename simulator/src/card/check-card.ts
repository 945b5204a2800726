import { bytesOf, listOf, numberOf, objectOf, textOf, type Json } from '../wire/json.ts';
import type { Dialect } from '../world/model.ts';

/** What is wrong with a card: WeCom's code and the field, for the log and the errmsg. */
export interface CardFault {
  readonly errcode: number;
  readonly field: string;
}

const types = {
  text: 'text_notice',
  news: 'news_notice',
  button: 'button_interaction',
  vote: 'vote_interaction',
  multiple: 'multiple_interaction',
} as const;
const known: readonly string[] = Object.values(types);
const links: readonly string[] = [types.text, types.news];
const asking: readonly string[] = [types.button, types.vote, types.multiple];

/** Whether a card of this content calls back when it is touched (protocol 3.2: response_code). */
export function isInteractive(card: Json): boolean {
  return asking.includes(textOf(card, 'card_type')) || objectOf(card, 'action_menu') !== null;
}

/**
 * Checks a card against protocol 3.3 and the 42014–42051 table. `updating`: the task_id is not looked at here
 * (the app ignores it, the bot compares it with the tapped one).
 */
export function checkCard(card: Json, dialect: Dialect, updating = false): CardFault | null {
  const type = textOf(card, 'card_type');
  if (!known.includes(type)) return fault(42031, 'card_type');
  if (dialect === 'robot' && !links.includes(type)) return fault(42031, 'card_type');
  return (
    checkTitles(card, type) ??
    checkLists(card) ??
    checkLink(card, type) ??
    checkMenu(card) ??
    checkButtons(card, type, dialect) ??
    checkQuestions(card, type) ??
    (updating ? null : checkTaskId(card))
  );
}

function checkTitles(card: Json, type: string): CardFault | null {
  const title = textOf(objectOf(card, 'main_title') ?? {}, 'title');
  if (title !== '') return null;
  if (type === types.text && textOf(card, 'sub_title_text') !== '') return null;
  return fault(42033, 'main_title.title');
}

function checkLists(card: Json): CardFault | null {
  const rows = listOf(card, 'horizontal_content_list');
  if (rows.length > 6) return fault(42035, 'horizontal_content_list');
  for (const row of rows) {
    if (textOf(row, 'keyname') === '') return fault(42027, 'horizontal_content_list.keyname');
    const kind = numberOf(row, 'type');
    if (kind === 1 && textOf(row, 'url') === '') return fault(42028, 'horizontal_content_list.url');
    if (kind === 2 && textOf(row, 'media_id') === '')
      return fault(42029, 'horizontal_content_list.media_id');
    if (kind === 3 && textOf(row, 'userid') === '')
      return fault(42050, 'horizontal_content_list.userid');
  }
  const upright = listOf(card, 'vertical_content_list');
  if (upright.length > 4) return fault(42036, 'vertical_content_list');
  if (upright.some((one) => textOf(one, 'title') === ''))
    return fault(42033, 'vertical_content_list.title');
  const jumps = listOf(card, 'jump_list');
  if (jumps.length > 3) return fault(42042, 'jump_list');
  for (const jump of jumps) {
    if (textOf(jump, 'title') === '') return fault(42033, 'jump_list.title');
    if (numberOf(jump, 'type') === 1 && textOf(jump, 'url') === '')
      return fault(42028, 'jump_list.url');
  }
  return null;
}

function checkLink(card: Json, type: string): CardFault | null {
  const action = objectOf(card, 'card_action');
  const kind = action ? numberOf(action, 'type') : null;
  if (links.includes(type) && kind !== 1 && kind !== 2) return fault(42045, 'card_action.type');
  if (action && kind === 1 && textOf(action, 'url') === '') return fault(42028, 'card_action.url');
  if (action && kind === 2 && textOf(action, 'appid') === '')
    return fault(42030, 'card_action.appid');
  if (type !== types.news || objectOf(card, 'image_text_area')) return null;
  return textOf(objectOf(card, 'card_image') ?? {}, 'url') === ''
    ? fault(42044, 'card_image.url')
    : null;
}

function checkMenu(card: Json): CardFault | null {
  const menu = objectOf(card, 'action_menu');
  if (!menu) return null;
  const keys = listOf(menu, 'action_list').map((one) => textOf(one, 'key'));
  const repeated = new Set(keys).size < keys.length;
  const bad = keys.length < 1 || keys.length > 3 || keys.some((key) => !isKey(key));
  return repeated || bad ? fault(42051, 'action_menu.action_list') : null;
}

function checkButtons(card: Json, type: string, dialect: Dialect): CardFault | null {
  if (type !== types.button) return null;
  const buttons = listOf(card, 'button_list');
  if (buttons.length < 1 || buttons.length > 6) return fault(42038, 'button_list');
  const keys = new Set<string>();
  for (const button of buttons) {
    if (textOf(button, 'text') === '') return fault(42038, 'button_list.text');
    const isLink = dialect === 'app' && numberOf(button, 'type') === 1;
    if (isLink && textOf(button, 'url') === '') return fault(42028, 'button_list.url');
    if (isLink) continue;
    const key = textOf(button, 'key');
    if (!isKey(key) || keys.has(key)) return fault(42039, 'button_list.key');
    keys.add(key);
  }
  const selection = objectOf(card, 'button_selection');
  return selection ? checkSelection(selection, 'button_selection', 10) : null;
}

function checkQuestions(card: Json, type: string): CardFault | null {
  if (type !== types.vote && type !== types.multiple) return null;
  const submit = objectOf(card, 'submit_button') ?? {};
  if (textOf(submit, 'text') === '') return fault(42049, 'submit_button.text');
  if (!isKey(textOf(submit, 'key'))) return fault(42046, 'submit_button.key');
  if (type === types.vote) return checkSelection(objectOf(card, 'checkbox') ?? {}, 'checkbox', 20);
  const selects = listOf(card, 'select_list');
  if (selects.length < 1 || selects.length > 3) return fault(42047, 'select_list');
  for (const select of selects) {
    const found = checkSelection(select, 'select_list', 10);
    if (found) return found;
  }
  return null;
}

function checkSelection(selection: Json, field: string, most: number): CardFault | null {
  if (!isKey(textOf(selection, 'question_key'))) return fault(42043, `${field}.question_key`);
  const options = listOf(selection, 'option_list');
  if (options.length < 1 || options.length > most) return fault(42037, `${field}.option_list`);
  const ids = new Set<string>();
  for (const option of options) {
    const id = textOf(option, 'id');
    if (id === '' || bytesOf(id) > 128 || ids.has(id)) return fault(42040, `${field}.option.id`);
    if (textOf(option, 'text') === '') return fault(42041, `${field}.option.text`);
    ids.add(id);
  }
  return null;
}

function checkTaskId(card: Json): CardFault | null {
  const taskId = textOf(card, 'task_id');
  if (taskId === '' && !isInteractive(card)) return null;
  return /^[0-9A-Za-z_\-@]{1,128}$/.test(taskId) ? null : fault(42014, 'task_id');
}

function isKey(key: string): boolean {
  return key !== '' && bytesOf(key) <= 1024;
}

function fault(errcode: number, field: string): CardFault {
  return { errcode, field };
}
