import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { aBot, type ABot } from './support/a-bot.ts';
import { aCard, aSimulator, type ASimulator } from './support/a-simulator.ts';

const paths = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
const executablePath = paths.find((one) => one !== undefined && existsSync(one));
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

describe('the chat page (needs Chromium)', () => {
  let browser: Browser;
  let wecom: ASimulator;
  let bot: ABot;
  let page: Page;
  let speed = 1;
  const clock = createServer((request, response) => {
    request.on('data', (data: Buffer) => {
      speed = (JSON.parse(data.toString()) as { speed: number }).speed;
    });
    request.on('end', () =>
      response.end(JSON.stringify({ now: '2026-11-23T01:00:00.000Z', speed })),
    );
  });

  before(async function () {
    if (executablePath === undefined) {
      if (process.env.CI === 'true') throw new Error('no Chromium');
      this.skip();
    }
    await new Promise<void>((resolve) => clock.listen(0, '127.0.0.1', resolve));
    const clockUrl = `http://127.0.0.1:${(clock.address() as AddressInfo).port}/`;
    wecom = await aSimulator({ config: { clockUrl } });
    bot = await aBot(wecom, async (client, frame) => {
      const { from, chattype } = frame.body as { from: { userid: string }; chattype: string };
      const body = { msgtype: 'template_card', template_card: aCard(`t${Date.now()}`) };
      if (chattype === 'single') await client.sendMessage(from.userid, body as never);
    });
    bot.onTap = (frame) => {
      const { event } = frame.body as unknown as { event: Record<string, { task_id: string }> };
      const taskId = event.template_card_event!.task_id;
      return bot.client.updateTemplateCard(frame, aCard(taskId, { text: '已报到 ✓' }) as never);
    };
    browser = await chromium.launch({ executablePath, args });
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(wecom.url());
  });
  after(async () => {
    await browser?.close();
    bot?.stop();
    await wecom?.stop();
    clock.close();
  });
  const phone = (userid: string) => page.locator(`[data-phone="${userid}"]`);

  it('shows the demo’s time and changes its speed', async () => {
    await page.getByText('09:00:0').waitFor();
    await page.locator('[data-speed="60"]').click();
    await page.locator('[data-speed="60"][aria-pressed="true"]').waitFor();
    assert.equal(speed, 60);
    await page.locator('[data-speed="1"]').click();
    await page.locator('[data-speed="1"][aria-pressed="true"]').waitFor();
  });

  it('says a sentence, gets a card, and taps it', async () => {
    await phone('td-a').locator('[data-chat="bot"]').click();
    const input = phone('td-a').locator('textarea[data-input]');
    await input.fill('路面塌了');
    await input.press('Enter');
    await phone('td-a').locator('[data-card] button[data-key="check-in"]').click();
    await phone('td-a').getByText('已报到 ✓').waitFor();
  });

  it('is played by keyboard alone', async () => {
    const list = phone('cgj-a').locator('.chat');
    await list.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const input = phone('cgj-a').locator('textarea[data-input]');
    await input.waitFor();
    await page.waitForFunction("document.activeElement.tagName === 'TEXTAREA'");
    await page.keyboard.type('收到');
    await page.keyboard.press('Enter');
    await phone('cgj-a').locator('[data-message]', { hasText: '@哨响 收到' }).waitFor();
    await page.keyboard.press('Escape');
    await phone('cgj-a').locator('[data-chat-name="城管局工作群"].chat').waitFor();
  });

  it('counts what is unread, also while another conversation is open', async () => {
    const chat = { group: '拓东街道工作群' };
    await wecom.control('say', { from: 'td-lead', chat, text: '开会' });
    await phone('td-a').locator('.back [data-unread="1"]').waitFor();
    await phone('td-a').locator('[data-toast="拓东街道工作群"]').click();
    await phone('td-a').locator('[data-message]', { hasText: '开会' }).waitFor();
    assert.equal(await phone('td-a').locator('[data-unread]').count(), 0);
  });

  it('hands a phone to anybody whose name, unit or userid is typed', async () => {
    await phone('cgj-a').locator('[data-who]').click();
    await page.locator('[data-search]:visible').fill('备用');
    await page.keyboard.press('Enter');
    await phone('cgj-b').locator('.chat').first().waitFor();
  });

  it('shows nothing of the last holder while the next one’s messages are still on their way', async () => {
    await phone('cgj-b').locator('.chat').first().click();
    await phone('cgj-b').locator('.screen.open').waitFor();
    await phone('cgj-b').locator('[data-who]').click();
    const left = await page.evaluate<string>(`(() => {
      const phone = document.querySelector('[data-phone="cgj-b"]');
      phone.querySelector('li[data-userid="cgj-a"]').click();
      return phone.dataset.phone + ' ' + phone.querySelector('.screen').innerText.trim();
    })()`);
    assert.equal(left, 'cgj-a 消息');
    await phone('cgj-a').locator('.chat').first().waitFor();
  });

  it('never scrolls sideways, wide or narrow', async () => {
    for (const width of [1366, 1024, 600, 360]) {
      await page.setViewportSize({ width, height: 768 });
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(wide <= width, `${wide} at ${width}`);
    }
  });
});
