import { isJson, listOf, objectOf, textOf, type Json } from '../wire/json.ts';

/** Something on a card that calls back when touched. */
export interface Touchable {
  readonly key: string;
  readonly text: string;
}
/** What the person chose: question key → option ids. */
export type Selected = Readonly<Record<string, readonly string[]>>;

/** Every button, submit button and menu entry that calls back (protocol 5.3: button / submit / action_menu). */
export function touchablesOf(card: Json): readonly Touchable[] {
  const submit = objectOf(card, 'submit_button');
  const menu = objectOf(card, 'action_menu');
  const found = [
    ...listOf(card, 'button_list'),
    ...(submit ? [submit] : []),
    ...(menu ? listOf(menu, 'action_list') : []),
  ];
  return found
    .map((one) => ({ key: textOf(one, 'key'), text: textOf(one, 'text') }))
    .filter((one) => one.key !== '');
}

/** Finds what a person means by a key or by the words on the button. */
export function findTouchable(card: Json, key: string, words: string): Touchable | null {
  const all = touchablesOf(card);
  return all.find((one) => (key === '' ? one.text === words : one.key === key)) ?? null;
}

/** The chosen options of a card, those it came with where nothing was chosen. */
export function selectionOf(card: Json, chosen: Selected): Selected {
  const selects = [objectOf(card, 'button_selection'), ...listOf(card, 'select_list')].filter(
    isJson,
  );
  const checkbox = objectOf(card, 'checkbox');
  const entries = selects.map((one) => [
    textOf(one, 'question_key'),
    [textOf(one, 'selected_id')].filter((id) => id !== ''),
  ]);
  if (checkbox) {
    const checked = listOf(checkbox, 'option_list').filter((one) => one.is_checked === true);
    entries.push([textOf(checkbox, 'question_key'), checked.map((one) => textOf(one, 'id'))]);
  }
  const preset = Object.fromEntries(entries) as Selected;
  return { ...preset, ...chosen };
}
