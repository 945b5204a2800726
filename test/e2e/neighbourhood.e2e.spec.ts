import assert from 'node:assert/strict';
import { chromium, type Browser, type Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/needs.ts';
import { chromiumArgs, chromiumPath, handOut, phoneOf, type Phone } from './support/phones.ts';
import { startWholeProduct, type WholeProduct } from './support/whole-product.ts';

/** A picture of one dark pixel. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the neighbourhood, played in the chat page', function () {
  this.timeout(90_000);
  let product: WholeProduct;
  let browser: Browser;
  let page: Page;
  const phone = (userid: string): Phone => phoneOf(page, userid);

  before(async function () {
    const executablePath = needs('Chromium', chromiumPath(), this);
    [product, browser] = await Promise.all([
      startWholeProduct(),
      chromium.launch({ executablePath, args: chromiumArgs }),
    ]);
    page = await browser.newPage({ viewport: { width: 2200, height: 950 } });
    page.setDefaultTimeout(25_000);
    await page.goto(product.pageUrl);
    await page.locator('[data-speed="60"][aria-pressed="true"]').waitFor();
    await handOut(page, ['jxsq-k', 'jxsq-a', 'jxsq-p1', 'lm-lead', 'cgj-a']);
    for (const unit of ['金星社区', '城管局'])
      await eventually(
        `${unit} is bound`,
        async () =>
          (await product.log({ group: `${unit}工作群` })).some((one) =>
            one.body.text?.includes(`已绑定“${unit}”`),
          ),
        60_000,
      );
  });
  after(async () => {
    await browser?.close();
    await product?.end();
  });

  it('turns a keeper’s photo and one line into a report on the community’s desk (S49)', async () => {
    const keeper = phone('jxsq-k');
    await keeper.open('bot');
    await keeper.sendPicture('金星后街路灯不亮', photo);
    await keeper.text('已收到').or(keeper.text('谢谢')).first().waitFor();
    const desk = phone('jxsq-a');
    await desk.open({ group: '金星社区工作群' });
    const report = desk.card('线索上报｜路灯不亮', '金星后街', '小巷管家', '现场照片 1 张');
    await report.waitFor();
    assert.equal(await report.getByText('游小满').count(), 0, 'no volunteer’s name');
    await desk.press(report, '受理');
  });

  it('takes it on to the department, with the photo after the card (S61)', async () => {
    const taker = phone('jxsq-a');
    // The bot may not speak first to who never spoke to it: the draft comes by the app (protocol 5.7).
    await taker.open('app');
    await taker.card('哨单草稿｜日常哨', '金星后街', '还缺先期处置').waitFor();
    await taker.say('已报修2次没人来');
    await taker.press(taker.card('哨单草稿｜日常哨', '金星后街', '确认吹哨'), '确认吹哨');
    const leader = phone('lm-lead');
    await leader.open('app');
    await leader.press(leader.card('请审批', '金星后街'), '同意');
    const department = phone('cgj-a');
    await department.open({ group: '城管局工作群' });
    await department.card('路灯不亮', '金星后街', '依据').waitFor();
    await page.locator('[data-phone="cgj-a"] img.photo').last().waitFor();
  });

  it('counts each member who taps 报到 on the community’s own whistle (S14)', async () => {
    const secretary = phone('jxsq-a');
    await secretary.open('bot');
    await secretary.say('社区吹哨 明天上午9点金星社区清理沟渠杂物，需要2名党员');
    await secretary.press(secretary.card('哨单草稿', '金星社区'), '确认吹哨');
    const member = phone('jxsq-p1');
    await member.open({ group: '金星社区工作群' });
    const call = member.card('社区吹哨', '需要 2 人');
    await member.press(call, '报到');
    await member.card('社区吹哨', '已报到 1 人').waitFor();
  });
});
