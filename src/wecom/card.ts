// Template cards (protocol 3.3). The two dialects share the field names; `fit-card.ts` makes a card fit one of them.
// Lengths are in `fit-card.ts` too: write what is meant, and let it be clipped where the client would cut it anyway.

export interface CardSource {
  readonly icon_url?: string;
  readonly desc?: string;
  /** 0 grey, 1 black, 2 red, 3 green. */
  readonly desc_color?: 0 | 1 | 2 | 3;
}

export interface CardTitle {
  readonly title?: string;
  readonly desc?: string;
}

export interface CardRow {
  /** 0 text, 1 link, 2 file (app only), 3 member. */
  readonly type?: 0 | 1 | 2 | 3;
  readonly keyname: string;
  readonly value?: string;
  readonly url?: string;
  readonly media_id?: string;
  readonly userid?: string;
}

export interface CardQuote {
  readonly type?: 0 | 1;
  readonly url?: string;
  readonly title?: string;
  readonly quote_text?: string;
}

export interface CardMenu {
  readonly desc?: string;
  /** 1 to 3, keys unique. */
  readonly action_list: readonly { readonly text: string; readonly key: string }[];
}

/** Where a tap on the card itself leads: 1 a URL, 2 a mini program. */
export type CardAction =
  | { readonly type: 0 }
  | { readonly type: 1; readonly url: string }
  | { readonly type: 2; readonly appid: string; readonly pagepath?: string };

export type CardJump =
  | { readonly type?: 0; readonly title: string }
  | { readonly type: 1; readonly title: string; readonly url: string }
  | {
      readonly type: 2;
      readonly title: string;
      readonly appid: string;
      readonly pagepath?: string;
    };

export interface CardOption {
  readonly id: string;
  readonly text: string;
}

export interface CardSelect {
  readonly question_key: string;
  readonly title?: string;
  /** Works in an update only. */
  readonly disable?: boolean;
  readonly selected_id?: string;
  readonly option_list: readonly CardOption[];
}

export interface CardButton {
  /** 0 calls back, 1 opens `url`. The bot dialect knows only 0, so a link button is dropped there. */
  readonly type?: 0 | 1;
  readonly text: string;
  /** 1 emphasised … 4; on the bot's line 4 is the one that looks done. */
  readonly style?: 1 | 2 | 3 | 4;
  readonly key: string;
  readonly url?: string;
}

export interface CardCheckbox {
  readonly question_key: string;
  /** 0 one, 1 several. */
  readonly mode?: 0 | 1;
  readonly disable?: boolean;
  readonly option_list: readonly (CardOption & { readonly is_checked?: boolean })[];
}

interface CardCommon {
  readonly source?: CardSource;
  readonly main_title?: CardTitle;
  /** `[0-9A-Za-z_\-@]`, at most 128 bytes, never used twice by one app or bot; an update repeats the tap's. */
  readonly task_id?: string;
}

/** Says something; a tap on it leads to `card_action`. */
export interface TextNotice extends CardCommon {
  readonly card_type: 'text_notice';
  readonly action_menu?: CardMenu;
  readonly emphasis_content?: CardTitle;
  readonly quote_area?: CardQuote;
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly CardRow[];
  readonly jump_list?: readonly CardJump[];
  readonly card_action: Exclude<CardAction, { readonly type: 0 }>;
}

/** Has 1 to 6 buttons that call back. */
export interface ButtonCard extends CardCommon {
  readonly card_type: 'button_interaction';
  readonly main_title: CardTitle;
  readonly task_id: string;
  readonly action_menu?: CardMenu;
  readonly quote_area?: CardQuote;
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly CardRow[];
  readonly card_action?: CardAction;
  readonly button_selection?: CardSelect;
  readonly button_list: readonly CardButton[];
  /** App updates only: greys the buttons under this text. */
  readonly replace_text?: string;
}

export interface NewsNotice extends CardCommon {
  readonly card_type: 'news_notice';
  readonly main_title: CardTitle;
  readonly card_image: { readonly url: string; readonly aspect_ratio?: number };
  readonly vertical_content_list?: readonly { readonly title: string; readonly desc?: string }[];
  readonly horizontal_content_list?: readonly CardRow[];
  readonly jump_list?: readonly CardJump[];
  readonly card_action: Exclude<CardAction, { readonly type: 0 }>;
}

/** One question, one submit button. */
export interface VoteCard extends CardCommon {
  readonly card_type: 'vote_interaction';
  readonly main_title: CardTitle;
  readonly task_id: string;
  readonly checkbox: CardCheckbox;
  readonly submit_button: { readonly text: string; readonly key: string };
  readonly replace_text?: string;
}

/** Up to three selectors, one submit button. */
export interface MultipleCard extends CardCommon {
  readonly card_type: 'multiple_interaction';
  readonly main_title: CardTitle;
  readonly task_id: string;
  readonly select_list: readonly CardSelect[];
  readonly submit_button: { readonly text: string; readonly key: string };
  readonly replace_text?: string;
}

export type TemplateCard = TextNotice | ButtonCard | NewsNotice | VoteCard | MultipleCard;
