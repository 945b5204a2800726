import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/needs.ts';
import { chromiumArgs, chromiumPath, handOut, phoneOf, type Phone } from './support/phones.ts';
import { startWholeProduct, type WholeProduct } from './support/whole-product.ts';

const collapse =
  '紧急！拓东路白塔路口路面塌了一个坑，大概2米宽，公交差点掉进去，已经拉警戒，请住建、交警、排水公司马上来';
const hawkers = '尚义街菜市场门口占道经营，已劝离3次，走了又来，请城管、市监到场';

describe('the story of the README, played in the chat page', function () {
  this.timeout(120_000);
  let product: WholeProduct;
  let browser: Browser;
  let page: Page;
  let emergencyTook = 0;
  const startedAt: { emergency: number } = { emergency: 0 };
  let exchanges = 0;
  const phone = (userid: string): Phone => phoneOf(page, userid, () => (exchanges += 1));

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
    await handOut(page, ['td-a', 'td-lead', 'zjj-a', 'jjd-a', 'psg-a', 'zjj-b', 'cgj-a', 'wgzx-a']);
    await groupsAreBound('住建局', '交警大队', '排水公司', '城管局', '市场监管局');
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !page) return;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shaoxiang-story-failed-'));
    const file = path.join(folder, 'page.png');
    await page.screenshot({ path: file }).catch(() => undefined);
    this.currentTest.err!.message += `\nscreenshot: ${file}\n${product.output().slice(-2000)}`;
  });
  after(async () => {
    await browser?.close();
    await product?.end();
  });

  async function groupsAreBound(...units: readonly string[]) {
    for (const unit of units) {
      const bound = async () =>
        (await product.log({ group: `${unit}工作群` })).some((one) =>
          one.body.text?.includes(`已绑定“${unit}”`),
        );
      await eventually(`${unit} is bound`, bound, 60_000).catch(async (error: unknown) => {
        const said = await product.log({ group: `${unit}工作群` });
        throw new Error(JSON.stringify(said), { cause: error });
      });
    }
  }

  describe('an emergency', () => {
    it('becomes a draft from one sentence, and a summons by one tap (S01)', async () => {
      exchanges = 0;
      startedAt.emergency = Date.now();
      await phone('zjj-a').open({ group: '住建局工作群' });
      await phone('zjj-b').open({ group: '住建局工作群' });
      await phone('jjd-a').open({ group: '交警大队工作群' });
      await phone('psg-a').open({ group: '排水公司工作群' });
      const blower = phone('td-a');
      await blower.open('bot');
      await blower.say(collapse);
      const draft = blower.card('哨单草稿｜紧急哨', '道路塌陷、井盖缺失', '拓东路白塔路口');
      await blower.press(draft, '确认吹哨');
      for (const called of ['zjj-a', 'zjj-b', 'jjd-a', 'psg-a'])
        await phone(called).card('紧急哨｜道路塌陷', '拓东街道吹哨', '拓东路白塔路口').waitFor();
      await blower.card('已派哨', '排水公司').waitFor();
      assert.equal(exchanges, 2, 'one sentence, one tap');
    });

    it('changes the card on every phone that shows the group when one reports in', async () => {
      const summons = phone('zjj-a').card('紧急哨｜道路塌陷');
      await phone('zjj-a').press(summons, '报到');
      for (const one of ['zjj-a', 'zjj-b']) {
        const card = phone(one).card('紧急哨｜道路塌陷', '本单位', '已报到');
        await card.getByRole('button', { name: '到场', exact: true }).waitFor();
      }
      await phone('psg-a').press(phone('psg-a').card('紧急哨｜道路塌陷'), '报到');
      await phone('psg-a').card('紧急哨｜道路塌陷', '本单位', '已报到').waitFor();
      await phone('td-a').card('住建局已报到').or(phone('td-a').card('排水公司已报到')).waitFor();
    });

    it('reminds the one that stays silent, then marks it overdue', async () => {
      await phone('jjd-a').card('【提醒】交警大队待签收').waitFor();
      await phone('jjd-a').card('【逾期】交警大队待').waitFor();
      const [first] = await product
        .log({ group: '住建局工作群' })
        .then((all) => all.filter((one) => one.body.card?.main_title?.title?.includes('待签收')));
      assert.equal(first, undefined, 'nobody is reminded of what they have done');
    });

    it('takes the arrival and the sentence of each department', async () => {
      await phone('jjd-a').press(phone('jjd-a').card('【逾期】交警大队待'), '报到');
      await phone('jjd-a').card('本单位', '已报到').waitFor();
      for (const userid of ['zjj-a', 'psg-a', 'jjd-a']) {
        const one = phone(userid);
        await one.press(one.card('紧急哨｜道路塌陷', '已报到'), '到场');
        await one.press(one.card('紧急哨｜道路塌陷', '已到场'), '办结');
        await one.card('办结 0001 已处置完毕').waitFor();
        await one.say('办结 0001 坑已回填压实，路面恢复通行');
        await one.card('已办结', '已办结 ✓').waitFor();
      }
    });

    it('asks the blower once to verify, takes the ratings, and is archived', async () => {
      const blower = phone('td-a');
      const verify = blower.card('请核验', '坑已回填压实');
      await verify.waitFor();
      const asked = (await product.log({ member: 'td-a' })).filter(
        (one) => one.body.card?.main_title?.title === '请核验',
      );
      assert.equal(asked.length, 1);
      await blower.press(verify, '核验通过');
      for (const unit of ['住建局', '交警大队', '排水公司']) {
        const card = blower.card(`请评价 ${unit}`);
        for (const criterion of ['cooperation', 'professionalism', 'responsibility'])
          await card.locator(`[data-question="${criterion}"]`).selectOption('4');
        await blower.press(card, '评价');
        await blower.card(`已评价 ${unit}`, '4 分').waitFor();
      }
      await blower.card('已归档', '0001').waitFor();
      emergencyTook = Date.now() - startedAt.emergency;
      assert.ok(emergencyTook < 120_000, `${emergencyTook} ms at 60×`);
    });
  });

  describe('a routine whistle', () => {
    it('goes out in three exchanges: a sentence, 确认吹哨, and the leader’s 同意 (S01, S50)', async () => {
      exchanges = 0;
      const [blower, leader] = [phone('td-a'), phone('td-lead')];
      await blower.say(hawkers);
      const draft = blower.card('哨单草稿｜日常哨', '占道经营', '尚义街菜市场门口');
      await blower.press(draft, '确认吹哨');
      await blower.card('待审批').waitFor();
      await leader.open('app');
      const card = leader.card('请审批｜日常哨', '尚义街菜市场门口', '城管局');
      await leader.press(card, '同意');
      await leader.card('已同意').waitFor();
      await phone('cgj-a').open({ group: '城管局工作群' });
      await phone('cgj-a').card('日常哨｜占道经营', '拓东街道吹哨').waitFor();
      assert.equal(exchanges, 3);
    });

    it('refuses the tap of the wrong person, for their eyes only', async () => {
      const centre = phone('wgzx-a');
      await centre.open({ group: '城管局工作群' });
      await centre.press(centre.card('日常哨｜占道经营'), '报到');
      await centre.card('这一步由城管局办理').waitFor();
      const seen = phone('cgj-a').card('日常哨｜占道经营');
      await seen.getByRole('button', { name: '报到', exact: true }).waitFor();
      assert.equal(await seen.getByText('这一步由').count(), 0);
    });

    it('refuses a street that is not open yet, and says whom to ask', async () => {
      await handOut(page, [
        'td-a',
        'td-lead',
        'lq-a',
        'jjd-a',
        'psg-a',
        'zjj-b',
        'cgj-a',
        'wgzx-a',
      ]);
      await phone('lq-a').open('bot');
      await phone('lq-a').say(`龙泉街道沣源路流动摊贩占道经营，已劝离3次，请城管`);
      await phone('lq-a').text('龙泉街道还没有开通吹哨').waitFor();
    });

    it('goes on after the process was killed in the middle', async () => {
      await product.kill();
      await page.locator('[data-status]').filter({ hasNotText: '已连接' }).waitFor();
      await product.start();
      const contact = phone('cgj-a');
      await contact.press(contact.card('日常哨｜占道经营'), '报到');
      await contact.card('日常哨｜占道经营', '本单位', '已报到').waitFor();
      await phone('td-a').card('城管局已报到', '0002').waitFor();
      await phone('td-a').say('查哨 2');
      await phone('td-a').card('处置中', '0002', '城管局', '已报到').waitFor();
      assert.equal(
        (await product.log({ group: '城管局工作群' })).filter((one) =>
          one.body.card?.main_title?.title?.startsWith('日常哨｜占道经营'),
        ).length,
        1,
        'nothing is sent again',
      );
    });
  });
});
