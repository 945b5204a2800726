import { isJson, type Json } from '../wire/json.ts';

/** Elements whose name is not simply the field's in PascalCase (protocol 1.7). */
const odd: Readonly<Record<string, string>> = {
  CheckBox: 'checkbox',
  KeyName: 'keyname',
  Keyname: 'keyname',
  AppId: 'appid',
  Appid: 'appid',
  PagePath: 'pagepath',
  Pagepath: 'pagepath',
  UserId: 'userid',
  Userid: 'userid',
};
const lists = new Set([
  'horizontal_content_list',
  'vertical_content_list',
  'jump_list',
  'button_list',
  'select_list',
  'option_list',
  'action_list',
]);
const numbers = new Set(['type', 'style', 'mode', 'desc_color', 'aspect_ratio']);
const flags = new Set(['is_checked', 'disable']);

/** Turns the PascalCase `<TemplateCard>` of a passive reply into the JSON card (protocol 1.7). */
export function cardFromXml(element: Json): Json {
  const fields = Object.entries(element).map(([name, value]) => {
    const field = odd[name] ?? snake(name);
    return [field, valueOf(field, value)] as const;
  });
  return Object.fromEntries(fields);
}

function valueOf(field: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isJson).map(cardFromXml);
  if (isJson(value)) return lists.has(field) ? [cardFromXml(value)] : cardFromXml(value);
  const text = typeof value === 'string' ? value : '';
  if (numbers.has(field)) return Number(text);
  if (flags.has(field)) return text === 'true' || text === '1';
  return text;
}

function snake(name: string): string {
  return name.replaceAll(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}
