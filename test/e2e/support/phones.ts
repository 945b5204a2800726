import { existsSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** A browser of the machine; null where it has none. */
export const chromiumPath = (): string | null =>
  places.find((one) => one !== undefined && existsSync(one)) ?? null;

/** For a browser that nobody sees, in a container too. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One phone of the chat page, used as its holder would: by looking, clicking and typing. */
export interface Phone {
  /** Opens the conversation with the bot, the app, or a group by its name. */
  open(chat: 'bot' | 'app' | { readonly group: string }): Promise<void>;
  say(words: string): Promise<void>;
  /** Sends a PNG with the words beside it. */
  sendPicture(words: string, png: Buffer): Promise<void>;
  /** The newest card of the open conversation that shows all of these words. */
  card(...words: readonly string[]): Locator;
  /** Presses a button of that card. */
  press(card: Locator, label: string): Promise<void>;
  /** Whatever the open conversation shows with these words. */
  text(words: string): Locator;
}

/** Hands the phones of the page to these people, adding phones as needed. */
export async function handOut(page: Page, userids: readonly string[]): Promise<void> {
  while ((await page.locator('[data-phone]').count()) < userids.length)
    await page.locator('[data-more]').click();
  for (const [index, userid] of userids.entries()) {
    const phone = page.locator('[data-phone]').nth(index);
    if ((await phone.getAttribute('data-phone')) === userid) continue;
    await phone.locator('[data-who]').click();
    await phone.locator('[data-search]').fill(userid);
    await phone.locator(`li[data-userid="${userid}"]`).click();
    await page.locator(`[data-phone="${userid}"] .screen`).waitFor();
  }
}

/** `acted` hears of every sentence and every tap: what a person has to do is counted there (S01). */
export function phoneOf(page: Page, userid: string, acted: () => void = () => undefined): Phone {
  const phone = page.locator(`[data-phone="${userid}"]`);
  return {
    async open(chat) {
      const named =
        typeof chat === 'string' ? `[data-chat="${chat}"]` : `[data-chat-name="${chat.group}"]`;
      const opened = phone.locator(`h2${named}`);
      // A message that arrives moves the list under the finger, and a list takes the place of a conversation: a person taps again.
      for (let tries = 0; tries < 5 && (await opened.count()) === 0; tries += 1) {
        const back = phone.locator('.back');
        if (await back.isVisible()) await back.click({ timeout: 3000 }).catch(() => undefined);
        await phone
          .locator(`.chats ${named}`)
          .click({ timeout: 3000 })
          .catch(() => undefined);
        await opened.waitFor({ timeout: 3000 }).catch(() => undefined);
      }
      await opened.waitFor();
    },
    async say(words) {
      const input = phone.locator('textarea[data-input]');
      await input.fill(words);
      await input.press('Enter');
      acted();
    },
    async sendPicture(words, png) {
      await phone.locator('textarea[data-input]').fill(words);
      await phone
        .locator('input[type=file]')
        .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: png });
      acted();
    },
    card(...words) {
      let cards = phone.locator('[data-card]');
      for (const hasText of words) cards = cards.filter({ hasText });
      return cards.last();
    },
    async press(card, label) {
      await card.getByRole('button', { name: label, exact: true }).click();
      acted();
    },
    text: (words) => phone.locator('.log').getByText(words).last(),
  };
}
