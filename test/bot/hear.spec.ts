import assert from 'node:assert/strict';
import { bindingSteps } from '../../src/domain/reading.ts';
import { encodeAction, type Action } from '../../src/bot/action-key.ts';
import type { Answer } from '../../src/bot/answers.ts';
import { createHear, type HearDeps } from '../../src/bot/hear.ts';
import { missingWords } from '../../src/bot/cards/question.ts';
import { assertHelpful } from '../support/courtesy.ts';
import { busyText, helpText, welcomeText, refusalText } from '../../src/bot/words.ts';
import type { Refusal } from '../../src/domain/decision.ts';
import type { AdmissionRequest } from '../../src/domain/admission-request.ts';
import type { Intent } from '../../src/domain/reading.ts';
import type { Whistle } from '../../src/domain/whistle.ts';
import type { AskCommand } from '../../src/flows/ask/command.ts';
import type { Told } from '../../src/flows/ask/run.ts';
import type { BindingCommand } from '../../src/flows/binding/command.ts';
import type { WhistleCommand } from '../../src/flows/whistle/command.ts';
import type { Outcome } from '../../src/flows/whistle/run.ts';
import {
  aReading,
  aStory,
  anEmergency,
  aWhistle,
  anOrigin,
  at,
  claimed,
  directory,
  dispatched,
  monday,
  verified,
} from '../support/a-whistle.ts';
import type { AdmissionCommand } from '../../src/flows/admission/command.ts';
import { aMessage, aTap } from '../support/an-inbound.ts';

class Busy extends Error {}

/** What a bot that hears `intent` does and answers; everything behind it is written by hand. */
function aBot({
  intent = { type: 'other' },
  whistle = dispatched().whistle,
  refusal = null,
  changed = refusal === null,
  told = { type: 'unknown' },
  request = null,
  read = {},
  fails = null,
}: {
  intent?: Intent;
  whistle?: Whistle | null;
  refusal?: Refusal | null;
  changed?: boolean;
  told?: object;
  request?: AdmissionRequest | null;
  read?: Parameters<typeof aReading>[0];
  fails?: Error | null;
} = {}) {
  const ran: {
    command: WhistleCommand | BindingCommand | AskCommand | AdmissionCommand;
    deliveryId: string | null;
  }[] = [];
  const met: string[] = [];
  const outcome: Outcome = {
    whistle,
    refusal,
    changed,
    directory,
    member: directory.memberOf('cgj-a'),
    now: monday,
  };
  const deps: HearDeps = {
    read: (text) => aReading(read, { text, intent }),
    runWhistle: (command, deliveryId) => {
      ran.push({ command, deliveryId });
      return fails ? Promise.reject(fails) : Promise.resolve(outcome);
    },
    peekWhistle: () => Promise.resolve(outcome),
    runBinding: (command, deliveryId) => {
      ran.push({ command, deliveryId });
      return Promise.resolve({ refusal, changed });
    },
    runAsk: (command) => {
      ran.push({ command, deliveryId: null });
      const member = directory.memberOf(command.by);
      return Promise.resolve({ directory, member, now: monday, ...told } as Told);
    },
    runAdmission: (command, deliveryId) => {
      ran.push({ command, deliveryId });
      return fails
        ? Promise.reject(fails)
        : Promise.resolve({ request, refusal, directory, now: monday });
    },
    runMeet: (userId) => {
      met.push(userId);
      return Promise.resolve();
    },
    isBusy: (error) => error instanceof Busy,
  };
  return { hear: createHear(deps), ran, met };
}

const group = { chat: { type: 'group', chatId: 'wr-cgj' } } as const;
const app = { line: 'app' } as const;
const aKey = (more: Partial<Action> = {}) =>
  encodeAction({ face: 'seat', verb: 'sign', whistleId: 'w-1', org: 'CGJ', ...more });
const textOf = (answer: Answer | null): string => {
  assert.ok(answer?.type === 'text', JSON.stringify(answer));
  return answer.text;
};
/** What a person reads of an answer. */
const shown = (answer: Answer | null): string =>
  answer === null ? '' : answer.type === 'text' ? answer.text : JSON.stringify(answer.card);

describe('a message', () => {
  it('becomes the command it gives, under its own delivery (I1)', async () => {
    const { hear, ran } = aBot({ intent: { type: 'check-in', number: '7' } });
    const answer = await hear(aMessage('报到 7'));
    assert.equal(textOf(answer), '已报到 PL-20261123-0007。');
    assert.deepEqual(ran, [
      {
        command: {
          type: 'check-in',
          by: 'cgj-a',
          heardIn: { type: 'single', line: 'bot' },
          tapped: false,
          target: { number: '7' },
          seat: null,
        },
        deliveryId: 'bot:m-1',
      },
    ]);
  });

  it('that ends one’s own part says whom the whistle still waits for (S03)', async () => {
    const intent = { type: 'done', number: '7', sentence: '已清理' } as const;
    const came = dispatched().then('cgj-a', 'check-in');
    const first = came.then('cgj-a', 'done', { sentence: '已清理' }).whistle;
    const says = async (whistle: Whistle) =>
      textOf(await aBot({ intent, whistle }).hear(aMessage('办结 7 已清理')));
    assert.match(await says(first), /贵单位的部分已完成，还在等市场监管局办结，全部办结后核验。$/u);
    assert.match(await says(claimed().whistle), /，等待拓东街道核验。$/u);
  });

  it('delivered twice says that the step was taken already', async () => {
    const { hear } = aBot({ intent: { type: 'sign', number: null }, changed: false });
    assert.match(textOf(await hear(aMessage('签收'))), /PL-20261123-0007 已经办过这一步/u);
  });

  it('that only cries for help is told whom to call first, then what is needed (S20)', async () => {
    const whistle = aStory(anEmergency({ matter: null, place: null })).whistle;
    const cry = { intent: { type: 'whistle' }, whistle } as const;
    assert.match(
      textOf(await aBot(cry).hear(aMessage('救命！'))),
      /^如有人员伤亡或险情，请先拨打 119\/110\/120。请马上回复在哪里/u,
    );
    const heard = await aBot(cry).hear(aMessage('救命！', group));
    assert.match(textOf(heard), /^如有人员伤亡或险情，请先拨打 119\/110\/120。收到/u);
    assert.equal(await aBot({ ...cry, whistle: anEmergency() }).hear(aMessage('燃气泄漏')), null);
  });

  it('in a group that took effect is answered by the new card alone', async () => {
    const { hear } = aBot({ intent: { type: 'sign', number: null } });
    assert.equal(await hear(aMessage('签收', group)), null);
  });

  it('in a group whose new card comes elsewhere is answered in words (I11)', async () => {
    for (const type of ['approve', 'verify', 'urge'] as const) {
      const { hear } = aBot({ intent: { type, number: null } });
      assert.notEqual(textOf(await hear(aMessage('同意', group))), '');
    }
  });

  it('that blows in a group is answered without place or matter: the draft goes in private', async () => {
    const { hear } = aBot({ intent: { type: 'whistle' }, whistle: aStory().whistle });
    const said = textOf(await hear(aMessage('白塔路占道经营', group)));
    assert.match(said, /草稿已发给您本人/u);
    assert.doesNotMatch(said, /白塔路|占道/u);
    assert.equal(await hear(aMessage('白塔路占道经营')), null, 'alone, the card is the answer');
  });

  it('that asks for help or thanks is answered at once', async () => {
    for (const intent of [{ type: 'help' }, { type: 'ask-how' }] as const)
      assert.equal(textOf(await aBot({ intent }).hear(aMessage('帮助'))), helpText);
    assert.match(
      textOf(await aBot({ intent: { type: 'thanks' } }).hear(aMessage('谢谢'))),
      /不客气/u,
    );
    const { hear, ran } = aBot();
    assert.equal(textOf(await hear(aMessage('', { content: { type: 'enter' } }))), welcomeText);
    assert.equal(await hear(aMessage('', { content: { type: 'other', name: 'x' } })), null);
    assert.deepEqual(ran, [], 'none of them is a command');
  });

  it('that asks who is on duty, or why, is asked of the records (S20)', async () => {
    const duty = aBot({
      intent: { type: 'ask-duty', org: 'CGJ' },
      told: { type: 'duty', orgs: ['CGJ'] },
    });
    assert.match(textOf(await duty.hear(aMessage('今天谁值班'))), /城管局：李自强/u);
    assert.deepEqual(duty.ran[0]?.command, { type: 'duty', by: 'cgj-a', org: 'CGJ' });
    const why = aBot({ intent: { type: 'ask-why', number: '7' }, told: { type: 'why', whys: [] } });
    assert.match(textOf(await why.hear(aMessage('为什么找我 7'))), /没有等您/u);
    assert.deepEqual(why.ran[0]?.command, {
      ...{ type: 'why', by: 'cgj-a', number: '7' },
      alone: true,
    });
  });

  it('that corrects a whistle is read without its reason, which goes along (S31)', async () => {
    const { hear, ran } = aBot({ intent: { type: 'correct', number: '7' } });
    const answer = await hear(aMessage('更正 7 加上消防，理由：城管局说不归他们'));
    assert.match(textOf(answer), /已更正 PL-20261123-0007/u);
    const command = ran[0]?.command;
    assert.ok(command?.type === 'amend');
    assert.equal(command.reading.text, '更正 7 加上消防');
    assert.equal(command.reason, '城管局说不归他们');
    const added = await hear(aMessage('补充 7 还有三家商户'));
    assert.match(textOf(added), /已补充 PL-20261123-0007，有关单位会收到新卡片。/u);
    const queued = { ...dispatched().whistle, state: 'queued', dispatchedAt: null } as const;
    const waiting = aBot({ intent: { type: 'correct', number: '7' }, whistle: queued });
    const told = textOf(await waiting.hear(aMessage('更正 7 加上消防，理由：油罐')));
    assert.match(told, /派出时以更正后的内容为准/u);
  });

  it('that asks for the queue gets what waits, and how to send it out (S31)', async () => {
    const row = {
      number: 'PL-20261123-0007',
      category: 'routine',
      matter: 'R01',
      blowerOrg: 'TD',
      called: ['CGJ', 'SJJ'],
      dueAt: monday,
    };
    const queue = aBot({
      intent: { type: 'queue' },
      told: { type: 'queue', rows: [row], all: true },
    });
    const text = textOf(await queue.hear(aMessage('待派遣')));
    assert.match(
      text,
      /PL-20261123-0007 日常哨 [^\n]+｜拓东街道请城管局、市场监管局，09:00 前派遣/u,
    );
    assert.match(text, /派遣 编号/u);
    const none = aBot({ intent: { type: 'queue' }, told: { type: 'queue', rows: [], all: false } });
    assert.match(textOf(await none.hear(aMessage('待派遣'))), /没有待派遣/u);
  });

  it('that is a photo or a place goes to the open draft, or waits for words and says how long (S30)', async () => {
    const url = 'https://example.test/p';
    const media = { type: 'media', kind: 'image', mediaId: null, url, aesKey: 'k' } as const;
    const place = { type: 'place', latitude: 25, longitude: 102, label: '白塔路' } as const;
    const alone = aBot({ whistle: null });
    assert.match(textOf(await alone.hear(aMessage('', { content: media }))), /30 分钟内发一句话/u);
    const drafting = aBot({ whistle: aStory().whistle });
    assert.match(textOf(await drafting.hear(aMessage('', { content: place }))), /位置已记在/u);
    const [first] = alone.ran;
    assert.ok(first?.command.type === 'attach');
    assert.deepEqual(
      first.command.media.map(({ kind, source }) => [kind, source.url, source.aesKey]),
      [['image', url, 'k']],
    );
    const empty = { ...media, url: null };
    assert.match(textOf(await alone.hear(aMessage('', { content: empty }))), /重新发一次/u);
    assert.equal(alone.ran.length, 1);
  });

  it('with pictures in it brings them along with its words (S30)', async () => {
    const { hear, ran } = aBot({ intent: { type: 'whistle' }, whistle: aStory().whistle });
    const images = [
      { url: 'https://example.test/1', aesKey: 'k' },
      { url: 'https://example.test/2', aesKey: 'k' },
    ];
    const content = {
      type: 'text',
      text: '井盖松了',
      quote: null,
      viaVoice: false,
      images,
    } as const;
    await hear(aMessage('', { content }));
    await hear(aMessage('', { content: { ...content, text: '@哨响 ' } }));
    assert.deepEqual(
      ran.map(({ command }) => [command.type, 'media' in command && command.media?.length]),
      [
        ['tell', 2],
        ['attach', 2],
      ],
    );
  });

  it('that this version cannot do yet says so', async () => {
    const intents: readonly Intent[] = [
      { type: 'dispute', number: null, basis: '不属我局', whose: null },
    ];
    for (const intent of intents)
      assert.match(
        textOf(await aBot({ intent }).hear(aMessage('退哨'))),
        /指挥中心协调.*进展 编号/u,
      );
    const { hear } = aBot({ intent: { type: 'extend', number: '0007' } });
    assert.match(textOf(await hear(aMessage('延期 0007'))), /街道同意.*进展 0007/u);
  });

  it('alone with the bot makes them acquainted; in a group or with the app it does not', async () => {
    const { hear, met } = aBot({ intent: { type: 'help' } });
    await hear(aMessage('帮助'));
    await hear(aMessage('帮助', group));
    await hear(aMessage('帮助', app));
    assert.deepEqual(met, ['cgj-a']);
  });
});

describe('绑定 and 解绑', () => {
  it('carry the group they were said in', async () => {
    const bot = aBot({ intent: { type: 'bind', unit: '城管局' } });
    assert.equal(await bot.hear(aMessage('绑定 城管局', group)), null, 'the groups are told');
    assert.deepEqual(bot.ran[0]?.command, {
      type: 'bind',
      by: 'cgj-a',
      chatId: 'wr-cgj',
      unit: '城管局',
    });
    const alone = aBot({ intent: { type: 'unbind' }, refusal: { code: 'only-in-group' } });
    assert.match(textOf(await alone.hear(aMessage('解绑'))), /工作群/u);
    assert.deepEqual(alone.ran[0]?.command, { type: 'unbind', by: 'cgj-a', chatId: null });
  });

  it('of what is so already say so', async () => {
    const { hear } = aBot({ intent: { type: 'bind', unit: '城管局' }, changed: false });
    assert.match(textOf(await hear(aMessage('绑定 城管局', group))), /已经是这样/u);
  });
});

describe('a question', () => {
  it('about one whistle is a card on the bot’s line, text on the app’s (protocol 1.7)', async () => {
    const told = { type: 'whistle', whistle: dispatched().whistle, alone: true, residents: [] };
    const { hear, ran } = aBot({ intent: { type: 'look-up', number: '7' }, told });
    const card = await hear(aMessage('查哨 7'));
    assert.ok(card?.type === 'card');
    assert.match(card.card.task_id ?? '', /^[0-9A-Za-z_\-@]{1,128}$/u);
    assert.match(textOf(await hear(aMessage('查哨 7', app))), /已派哨\nPL-20261123-0007/u);
    assert.deepEqual(ran[0]?.command, {
      type: 'look-up',
      by: 'cgj-a',
      number: '7',
      alone: true,
      deliveryId: 'bot:m-1',
    });
  });

  it('about one whistle names its origin and its three time stamps (S67, S21)', async () => {
    const { whistle } = claimed();
    const origins = [
      anOrigin({ source: 'hotline', foundAt: at('23 07:30') }),
      anOrigin({ source: 'hotline', mergedFrom: 'w-2' }),
      anOrigin({ source: 'resident', mergedFrom: 'w-3' }),
    ];
    const told = { type: 'whistle', whistle: { ...whistle, origins }, alone: true, residents: [] };
    const { hear } = aBot({ intent: { type: 'look-up', number: '7' }, told });
    const said = shown(await hear(aMessage('查哨 7')));
    assert.match(said, /诉求 3 起，哨源：热线工单 2 起、居民反映 1 起/u);
    assert.match(said, /发现 07:30｜上报 09:00｜处置 09:00/u);
  });

  it('shows who to contact to those who handle it alone, on either line, and never in a group (I9)', async () => {
    const place = '白塔路88号2单元501室';
    const { whistle } = dispatched(aWhistle({ place }));
    const residents = [{ name: '王桂芳', phone: '13888880013', door: '3单元602室' }];
    const intent = { type: 'look-up', number: '7' } as const;
    const { hear } = aBot({ intent, told: { type: 'whistle', whistle, alone: true, residents } });
    for (const where of [{}, app])
      assert.match(shown(await hear(aMessage('查哨 7', where))), /王桂芳 13888880013 3单元602室/u);
    const inGroup = aBot({ intent, told: { type: 'whistle', whistle, alone: false, residents } });
    const said = shown(await inGroup.hear(aMessage('查哨 7', group)));
    assert.doesNotMatch(said, /王桂芳|13888880013|602|501/u);
    const [asked] = inGroup.ran;
    assert.ok(asked?.command.type === 'look-up' && !asked.command.alone);
  });

  it('about what is restricted is not answered with its number in a group (domain 5.12)', async () => {
    const { whistle } = dispatched(aWhistle({ restricted: true }));
    const { hear } = aBot({ intent: { type: 'urge', number: '7' }, whistle });
    assert.equal(
      textOf(await hear(aMessage('催办 7', group))),
      '已记录。详情单独发给您，这件事不在群里说。',
    );
    assert.match(shown(await hear(aMessage('催办 7'))), /0007/u);
    const correct = { intent: { type: 'correct', number: null }, whistle } as const;
    for (const [bot, words] of [
      [aBot(correct), /^已记录/u],
      [aBot({ ...correct, changed: false }), /^这一步已经办过/u],
      [
        aBot({ ...correct, refusal: { code: 'needs-sentence', words: '办结 0007 ' } }),
        /^没有办成/u,
      ],
    ] as const) {
      const said = textOf(await bot.hear(aMessage('更正 地点改为白塔路口', group)));
      assert.match(said, words);
      assert.doesNotMatch(said, /0007|白塔路/u);
    }
  });

  it('one may not ask is refused with neither place nor matter nor department (I6)', async () => {
    for (const type of ['may-not-see', 'unknown', 'stranger'])
      for (const where of [{}, group]) {
        const { hear } = aBot({ intent: { type: 'look-up', number: '7' }, told: { type } });
        assert.doesNotMatch(
          shown(await hear(aMessage('查哨 7', where))),
          /白塔路|占道|城管|市场监管/u,
        );
      }
  });

  it('that fits two asks which, by number only', async () => {
    const told = { type: 'which', numbers: ['PL-20261123-0007', 'PL-20261122-0007'] };
    const { hear } = aBot({ intent: { type: 'look-up', number: '7' }, told });
    assert.match(textOf(await hear(aMessage('查哨 7'))), /PL-20261123-0007、PL-20261122-0007/u);
  });

  it('about one’s own whistles is a list, and says so when it is empty', async () => {
    const row = {
      number: 'PL-20261123-0007',
      state: 'dispatched',
      category: 'routine',
      matter: 'R01',
      waiting: ['CGJ'],
    };
    const asks = async (rows: readonly object[]) =>
      textOf(
        await aBot({ intent: { type: 'my-whistles' }, told: { type: 'list', rows } }).hear(
          aMessage('我的哨'),
        ),
      );
    assert.match(await asks([{ ...row, drill: true }]), /- 【演练】PL-20261123-0007 日常哨/u);
    assert.match(await asks([row]), /- PL-20261123-0007 日常哨 占道经营.*已派哨，待报到：城管局/u);
    assert.match(
      await asks([{ ...row, number: null, matter: null, waiting: [] }]),
      /未派出.*事项待定/u,
    );
    assert.match(
      await asks([{ ...row, number: null, state: 'draft', waiting: [] }]),
      /｜草拟\n还没有派出，派出后会有编号。$/u,
    );
    assert.match(
      await asks([row, { ...row, number: null, state: 'reported' }]),
      /查哨 编号.*\n上报没有编号/u,
    );
    assert.match(await asks([]), /没有/u);
  });

  it('for figures shows numbers and no person; nothing due is a dash, not NaN', async () => {
    const figures = {
      blown: 3,
      byCategory: { routine: 2, tackle: 0, emergency: 1 },
      due: 0,
      checkedIn: 0,
      archived: 1,
      overdue: 0,
      fromMasses: 2,
      foundToReported: 25,
      reportedToArrived: null,
    };
    const { hear } = aBot({
      intent: { type: 'statistics', period: 'week' },
      told: {
        type: 'figures',
        period: 'week',
        since: monday,
        figures,
        types: [],
        all: false,
        streets: [],
      },
    });
    const said = textOf(await hear(aMessage('统计 本周')));
    assert.match(said, /吹哨 3 件（日常 2，攻坚 0，紧急 1）/u);
    assert.match(said, /报到率 —/u);
    assert.doesNotMatch(said, /NaN|undefined|中位数/u);
    const all = aBot({
      intent: { type: 'statistics', period: 'week' },
      told: {
        type: 'figures',
        period: 'week',
        since: monday,
        figures,
        types: [],
        all: true,
        streets: [],
      },
    });
    const whole = textOf(await all.hear(aMessage('统计 本周')));
    assert.match(whole, /发现到上报 25分钟，上报到到场 —（中位数）/u);
    assert.match(whole, /来自群众（居民、热线）2 件，占 67%/u);
  });

  it('for those who see all adds the reverse flow and the streets that are silent (S24, S60)', async () => {
    const figures = {
      blown: 3,
      byCategory: { routine: 2, tackle: 0, emergency: 1 },
      due: 0,
      checkedIn: 0,
      archived: 0,
      overdue: 0,
    };
    const oversight = { reverse: { asked: 4, granted: 1 }, silent: ['GL', 'JC'] };
    const { hear } = aBot({
      intent: { type: 'statistics', period: 'month' },
      told: {
        type: 'figures',
        period: 'week',
        since: monday,
        figures,
        types: [],
        all: true,
        oversight,
        streets: [],
      },
    });
    const said = textOf(await hear(aMessage('统计 本月')));
    assert.match(said, /反向派单：申请 4，同意 1/u);
    assert.match(said, /近30日没有吹哨的街道：鼓楼街道、金辰街道/u);
  });

  it('for figures tells units and people by type, public units apart (S16, S46)', async () => {
    const figures = {
      ...{ blown: 1, due: 3, checkedIn: 2, archived: 0, overdue: 0 },
      byCategory: { routine: 1, tackle: 0, emergency: 0 },
    };
    const type = (one: string, due: number, checkedIn: number, people = 0) => ({
      ...{ type: one, due, checkedIn, people },
    });
    const asks = async (types: readonly object[]) =>
      textOf(
        await aBot({
          intent: { type: 'statistics', period: 'week' },
          told: {
            type: 'figures',
            period: 'week',
            since: monday,
            figures,
            types,
            all: true,
            streets: [],
          },
        }).hear(aMessage('统计 本周')),
      );
    const mixed = [type('department', 2, 1), type('public-unit', 1, 1), type('community', 0, 0, 8)];
    assert.match(await asks(mixed), /区级部门 1\/2，公共单位 1\/1；公共单位等单列/u);
    assert.match(await asks(mixed), /党员群众报到：社区 8 人次/u);
    assert.doesNotMatch(await asks([type('department', 2, 1)]), /单列|人次，?社区/u);
  });

  it('for projects tells stage, leader and whom its open whistles wait for (S17)', async () => {
    const [project] = directory.book.projects;
    const whistles = [{ ...dispatched().whistle, project: 'P01' }];
    const asks = async (told: object) => {
      const { hear, ran } = aBot({
        intent: { type: 'ask-project', project: 'P01' },
        told: { type: 'projects', ...told },
      });
      const said = textOf(await hear(aMessage('北辰大道地块项目进展')));
      assert.deepEqual(ran[0]?.command, {
        type: 'projects',
        by: 'cgj-a',
        project: 'P01',
        alone: true,
      });
      return said;
    };
    const said = await asks({ projects: [{ project, whistles }] });
    assert.match(
      said,
      /\*\*北辰大道地块征收项目\*\*（征收收尾（剩余 3 户））\n负责领导：城市更新局/u,
    );
    assert.match(said, /- PL-20261123-0007 占道经营、流动摊贩｜已派哨，等城管局、市场监管局/u);
    assert.match(await asks({ projects: [{ project, whistles: [] }] }), /没有未办结/u);
    assert.match(await asks({ projects: [] }), /没有找到这个项目/u);
  });

  it('for resources lists what is lent, by whom (S51)', async () => {
    const asks = async (told: object) =>
      textOf(
        await aBot({
          intent: { type: 'ask-resources', text: '高空作业车' },
          told: { type: 'resources', ...told },
        }).hear(aMessage('联盟资源 高空作业车')),
      );
    const lift = directory.book.resources.filter(({ name }) => name === '高空作业车');
    assert.match(
      await asks({ resources: lift, matched: true }),
      /- 设备：供电局 高空作业车（1 辆）/u,
    );
    assert.match(await asks({ resources: lift, matched: false }), /列出全部/u);
    assert.match(await asks({ resources: [], matched: false }), /还没有登记共享资源/u);
  });

  it('who is responsible is answered from the matrix, and asked back when nothing is found (S57)', async () => {
    const asks = async (matter: string | null, told: object = { type: 'who' }) =>
      textOf(
        await aBot({ intent: { type: 'ask-responsible', matter }, told }).hear(aMessage('谁管')),
      );
    assert.match(
      await asks('R01'),
      /R01 占道.*\n主办：城管局\n协办：市场监管局、公安分局\n兜底：领导小组办公室\n依据：《城市市容/u,
    );
    assert.match(await asks(null), /换个说法/u);
    assert.match(await asks('R01', { type: 'stranger' }), /还没有登记/u);
  });
});

describe('a department that wants a street to work', () => {
  const intent = { type: 'request-admission', street: 'TD', text: '协助核查 3号文' } as const;
  const request: AdmissionRequest = {
    id: 'w-9',
    org: 'CGJ',
    street: 'TD',
    text: '协助核查住户13888881234 3号文',
    state: 'asked',
    askedBy: 'cgj-a',
    askedAt: monday,
    heardIn: { type: 'single', line: 'bot' },
    decidedBy: null,
    decidedAt: null,
    reason: null,
  };
  const key = (verb: Action['verb']) => aKey({ face: 'admission', verb, whistleId: 'w-9' });

  it('is told that it is on record and must wait, or what is wrong (S60)', async () => {
    const { hear, ran } = aBot({ intent, request });
    assert.match(textOf(await hear(aMessage('准入 拓东街道 协助核查 3号文'))), /已登记.*同意之前/u);
    assert.deepEqual(ran[0]?.command, {
      type: 'request',
      by: 'cgj-a',
      heardIn: { type: 'single', line: 'bot' },
      street: 'TD',
      text: '协助核查 3号文',
    });
    const refused = aBot({ intent, refusal: { code: 'unknown-street' } });
    assert.match(textOf(await refused.hear(aMessage('准入'))), /没有找到这个街道/u);
  });

  it('is granted or refused by a tap, with the reason that was chosen', async () => {
    const { hear, ran } = aBot({ request: { ...request, state: 'granted' } });
    const answer = await hear(aTap(key('grant'), { from: 'lxb-a' }));
    assert.ok(answer?.type === 'card' && answer.card.task_id === 'e-1-0');
    assert.match(JSON.stringify(answer.card), /已同意/u);
    await hear(aTap(key('refuse'), { from: 'lxb-a' }, { reason: ['1'] }));
    await hear(aTap(key('refuse'), { from: 'lxb-a' }, { reason: ['none'] }));
    assert.deepEqual(
      ran.map(({ command }) => command),
      [
        { type: 'grant', by: 'lxb-a', requestId: 'w-9' },
        { type: 'refuse', by: 'lxb-a', requestId: 'w-9', reason: 1 },
        { type: 'refuse', by: 'lxb-a', requestId: 'w-9', reason: null },
      ],
    );
  });

  it('is decided by nobody else: the tapper alone sees why, a stranger sees nothing (I6)', async () => {
    const refusal = { code: 'not-yours', allowed: '领导小组办公室' } as const;
    const other = await aBot({ request, refusal }).hear(aTap(key('grant')));
    assert.ok(other?.type === 'card' && other.onlyFor === 'cgj-a');
    const stranger = { code: 'not-a-member', ask: '指挥中心' } as const;
    assert.equal(await aBot({ request, refusal: stranger }).hear(aTap(key('grant'))), null);
  });

  it('is asked to tap again while somebody else decides', async () => {
    const { hear } = aBot({ request, fails: new Busy() });
    assert.equal(textOf(await hear(aTap(key('grant')))), busyText);
  });
});

describe('the lists in chat', () => {
  const asks = async (intent: Intent, more: { matterCandidates?: string[] } = {}) =>
    textOf(await aBot({ intent, told: { type: 'who' }, read: more }).hear(aMessage('问')));

  it('say what the street does itself and what it was empowered to do, with the basis (S57)', async () => {
    const said = await asks({ type: 'ask-duties', org: null });
    assert.match(said, /楼道小广告清理（街道基本职责清单）/u);
    assert.match(said, /赋权清单.*\n- 街道范围内综合执法的统筹协调（关于/u);
  });

  it('name up to three matters where one word means several (S57)', async () => {
    const said = await asks(
      { type: 'ask-responsible', matter: 'R08' },
      { matterCandidates: ['R08', 'R09', 'R10', 'R11'] },
    );
    assert.match(said, /可能是以下事项/u);
    assert.deepEqual(said.match(/R\d\d/gu), ['R08', 'R09', 'R10']);
  });

  it('are closed to a stranger', async () => {
    const { hear } = aBot({
      intent: { type: 'ask-duties', org: null },
      told: { type: 'stranger' },
    });
    assert.match(textOf(await hear(aMessage('职责清单'))), /还没有登记/u);
  });
});

describe('a tap', () => {
  it('is answered with its own card, for everybody', async () => {
    const { hear, ran } = aBot();
    const answer = await hear(aTap(aKey()));
    assert.ok(answer?.type === 'card');
    assert.equal(answer.card.task_id, 'e-1-0');
    assert.equal(answer.onlyFor, undefined);
    assert.equal(ran[0]?.deliveryId, 'bot:t-1');
  });

  it('that is refused in a group is shown to the tapper alone', async () => {
    const refusal: Refusal = { code: 'not-summoned' };
    const answer = await aBot({ refusal }).hear(aTap(aKey()));
    assert.ok(answer?.type === 'card');
    assert.equal(answer.onlyFor, 'cgj-a');
    const alone = await aBot({ refusal }).hear(aTap(aKey(), { chat: { type: 'single' } }));
    assert.ok(alone?.type === 'card' && alone.onlyFor === undefined);
  });

  it('on 办结 asks everybody in the group for the sentence: any colleague may send it', async () => {
    const refusal: Refusal = { code: 'needs-sentence', words: '办结 0007 ' };
    const answer = await aBot({ refusal }).hear(aTap(aKey({ verb: 'done' })));
    assert.ok(answer?.type === 'card' && answer.onlyFor === undefined);
    assert.match(shown(answer), /办结 0007 /u);
  });

  it('on no card of ours, or on a whistle that is gone, is answered with silence (I11)', async () => {
    const { hear, ran } = aBot({ whistle: null });
    assert.equal(await hear(aTap('checkin')), null);
    assert.deepEqual(ran, []);
    assert.equal(await hear(aTap(aKey())), null);
  });

  it('carries the chosen scores', async () => {
    const { hear, ran } = aBot({ whistle: verified().whistle });
    const chosen = { cooperation: ['5'], professionalism: ['4'], responsibility: ['5'] };
    await hear(aTap(aKey({ face: 'rate', verb: 'rate' }), {}, chosen));
    const command = ran[0]?.command;
    assert.ok(command?.type === 'rate');
    assert.deepEqual(command.scores, { cooperation: 5, professionalism: 4, responsibility: 5 });
  });
});

describe('a whistle that is locked', () => {
  it('makes a tap show the state and ask for another tap, to the tapper alone', async () => {
    const answer = await aBot({ fails: new Busy() }).hear(aTap(aKey()));
    assert.ok(answer?.type === 'card');
    assert.equal(answer.onlyFor, 'cgj-a');
    assert.ok(shown(answer).includes(busyText));
  });

  it('throws a message on: WeCom sends the app’s again, the bot’s is tried again', async () => {
    const bot = aBot({ intent: { type: 'sign', number: null }, fails: new Busy() });
    await assert.rejects(bot.hear(aMessage('签收')), Busy);
    await assert.rejects(bot.hear(aMessage('签收', app)), Busy);
  });

  it('is not what another failure is taken for', async () => {
    const broken = aBot({ intent: { type: 'sign', number: null }, fails: new Error('down') });
    await assert.rejects(broken.hear(aMessage('签收')), /down/u);
    await assert.rejects(broken.hear(aTap(aKey())), /down/u);
  });
});

describe('a refusal', () => {
  const all: { readonly [Code in Refusal['code']]: Extract<Refusal, { code: Code }> } = {
    'not-a-member': { code: 'not-a-member', ask: '指挥中心' },
    'unknown-whistle': { code: 'unknown-whistle', number: '9' },
    'which-whistle': { code: 'which-whistle', numbers: ['PL-20261123-0007'] },
    'stays-urgent': { code: 'stays-urgent' },
    'not-there': {
      code: 'not-there',
      verb: 'urge',
      numbers: ['PL-20261123-0007'],
    },
    'whose-contact': { code: 'whose-contact', numbers: ['PL-20261123-0007'] },
    'merge-apart': {
      code: 'merge-apart',
      from: {
        number: 'PL-20261122-0005',
        street: '拓东街道',
        category: 'emergency',
        matter: '自来水管爆裂、大面积停水',
        place: '万宏路与联盟路口东侧的菜市场',
      },
      into: {
        number: 'PL-20261123-0004',
        street: '鼓楼街道',
        category: 'routine',
        matter: '占道经营、流动摊贩',
        place: '万宏路与联盟路口东侧的菜市场',
      },
      dropped: ['市场监管局', '城市管理局'],
    },
    'others-matter': { code: 'others-matter', number: '0004', names: ['鼓楼街道'] },
    'no-open-whistle': { code: 'no-open-whistle' },
    'no-open-draft': { code: 'no-open-draft' },
    'which-draft': {
      code: 'which-draft',
      verb: 'cancel',
      drafts: [
        { nth: 1, matter: '占道经营、流动摊贩', place: '万宏路与联盟路口东侧的菜市场' },
        { nth: 2, matter: null, place: null },
        { nth: 3, matter: '自来水管爆裂、大面积停水', place: '万宏路与联盟路口东侧的菜市场' },
        { nth: 4, matter: null, place: null },
      ],
    },
    'group-taken': { code: 'group-taken', unit: '城管局' },
    'nothing-new': { code: 'nothing-new', asked: 'effort' },
    'nothing-to-amend': { code: 'nothing-to-amend', number: '0007' },
    'checked-in': { code: 'checked-in', org: '市场监管局' },
    'may-not-blow': { code: 'may-not-blow', org: '城管局' },
    'needs-admission': { code: 'needs-admission', org: '城管局' },
    'no-admission-needed': { code: 'no-admission-needed', org: '拓东街道' },
    'needs-request': { code: 'needs-request' },
    'unknown-street': { code: 'unknown-street' },
    'already-asked': { code: 'already-asked', street: '拓东街道' },
    'already-decided': { code: 'already-decided', state: '已同意' },
    'needs-statement': { code: 'needs-statement', statement: 'concern' },
    'may-only-pass-up': { code: 'may-only-pass-up', org: '12号庭院' },
    'top-level': { code: 'top-level' },
    'nothing-to-report': { code: 'nothing-to-report' },
    'too-many-photos': { code: 'too-many-photos', most: 9 },
    'not-their-kind': {
      ...{ code: 'not-their-kind', org: '拓东街道' },
      ...{ kind: '政务吹哨', instead: ['街道吹哨'] },
    },
    'not-open-here': { code: 'not-open-here', org: '青云街道' },
    incomplete: { code: 'incomplete', missing: ['place', 'effort'] },
    'not-yours': { code: 'not-yours', allowed: '吹哨人' },
    'not-summoned': { code: 'not-summoned' },
    'not-invited': { code: 'not-invited', org: '金星社区' },
    'too-early': { code: 'too-early', step: '报到' },
    'before-its-time': { code: 'before-its-time', at: monday, number: '0007' },
    'too-late': { code: 'too-late', state: '已归档' },
    'needs-sentence': { code: 'needs-sentence', words: '办结 0007 ' },
    'needs-reason': { code: 'needs-reason', words: '撤哨 0007 ' },
    'bad-scores': { code: 'bad-scores', words: '评价 0007 城管局 5 4 5' },
    'already-rated': {
      code: 'already-rated',
      org: '城管局',
      words: '评价 0007 城管局 5 5 5 理由',
    },
    'which-department': {
      code: 'which-department',
      names: ['城管局'],
      words: '评价 0007 城管局 5 4 5',
    },
    'only-in-group': { code: 'only-in-group' },
    'unknown-unit': { code: 'unknown-unit', unit: '外交部' },
    'not-your-unit': { code: 'not-your-unit', unit: '城管局' },
    'not-bound': { code: 'not-bound' },
    'same-matter': { code: 'same-matter', number: 'PL-20261123-0007', anyway: true },
    'no-candidate': { code: 'no-candidate' },
    'not-same': { code: 'not-same', number: 'PL-20261123-0007' },
    'merge-itself': { code: 'merge-itself', number: 'PL-20261123-0007' },
    'not-running': { code: 'not-running', number: 'PL-20261123-0007', state: 'archived' },
    'not-callable': {
      code: 'not-callable',
      names: ['金星社区', '小坝社区', '佳园社区', '白沙河社区', '青龙社区'],
      words: '更正 0007 加上城管局',
    },
    'nobody-left': { code: 'nobody-left', number: '0007' },
    'held-back': { code: 'held-back' },
    'dispute-by-hand': { code: 'dispute-by-hand', number: 'PL-20261123-0007' },
    'extension-by-hand': { code: 'extension-by-hand', number: 'PL-20261123-0007' },
  };

  it('is one polite Chinese sentence or two that say what to do next, whatever its code', () => {
    for (const refusal of Object.values(all)) assertHelpful(refusalText(refusal), refusal.code);
    assertHelpful(refusalText({ code: 'whose-contact', numbers: [] }));
    const number = 'PL-20261123-0007';
    assertHelpful(refusalText({ code: 'no-open-draft', number, atWork: true }));
    for (const likely of bindingSteps)
      assertHelpful(refusalText({ code: 'no-open-draft', likely }));
    assertHelpful(refusalText({ code: 'not-there', verb: 'withdraw', numbers: [] }));
  });

  it('stays short however much there is to list', () => {
    const numbers = Array.from({ length: 30 }, (_, nth) => `PL-20261123-${String(1000 + nth)}`);
    const names = Array.from({ length: 8 }, () => '自然资源分局');
    const words = '评价 0007 自然资源分局 5 4 5';
    assertHelpful(refusalText({ code: 'which-whistle', numbers }));
    assertHelpful(refusalText({ code: 'which-whistle', numbers: [] }));
    assertHelpful(refusalText({ code: 'which-department', names, words }));
    assertHelpful(refusalText({ code: 'unknown-whistle', number: null }));
    assertHelpful(refusalText({ code: 'unknown-unit', unit: '' }));
    assertHelpful(refusalText({ code: 'nothing-new', asked: null }));
    assertHelpful(refusalText({ code: 'same-matter', number: 'PL-20261123-0007', anyway: false }));
  });

  it('asks for each missing fact with an answer to imitate', () => {
    for (const said of Object.values(missingWords)) {
      assertHelpful(said);
      assert.match(said, /请回复.*例如“.+”。$/u);
    }
  });

  it('names neither the place nor the matter of the whistle, in a group or alone (I9)', async () => {
    for (const refusal of Object.values(all))
      for (const where of [{}, group]) {
        // Somebody's own drafts are named to them alone, to choose between.
        if (refusal.code === 'which-draft' && where !== group) continue;
        // So are two whistles to the centre, which has to tell them apart.
        if (refusal.code === 'merge-apart' && where !== group) continue;
        const { hear } = aBot({ intent: { type: 'sign', number: '7' }, refusal });
        const said = textOf(await hear(aMessage('签收 7', where)));
        assert.doesNotMatch(said, /白塔路|占道经营、/u, refusal.code);
      }
  });
});
