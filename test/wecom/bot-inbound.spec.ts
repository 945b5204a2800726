import assert from 'node:assert/strict';
import fc from 'fast-check';
import { botInbound } from '../../src/wecom/bot-inbound.ts';
import { fieldsOf } from '../../src/wecom/read.ts';
import { aBotTap, aBotText } from '../support/bot-server.ts';

const contentOf = (fields: Record<string, unknown>) =>
  botInbound(fieldsOf(aBotText(fields)))?.content;

describe('what a bot hears', () => {
  it('is a text with the text it quotes', () => {
    const quote = { msgtype: 'text', text: { content: '井盖坏了' } };
    assert.deepEqual(contentOf({ quote }), {
      type: 'text',
      text: '@哨响 帮助',
      quote: '井盖坏了',
      viaVoice: false,
    });
  });

  it('is the transcript of a voice message', () => {
    assert.deepEqual(contentOf({ msgtype: 'voice', voice: { content: '吹哨' } }), {
      type: 'text',
      text: '吹哨',
      quote: null,
      viaVoice: true,
    });
  });

  it('is the words of a mixed message, its pictures beside them', () => {
    const msg_item = [
      { msgtype: 'text', text: { content: '@哨响 吹哨' } },
      { msgtype: 'image', image: { url: 'https://x/1', aeskey: 'k1' } },
      { msgtype: 'text', text: { content: '路面塌陷' } },
    ];
    assert.deepEqual(contentOf({ msgtype: 'mixed', mixed: { msg_item } }), {
      type: 'text',
      text: '@哨响 吹哨\n路面塌陷',
      quote: null,
      viaVoice: false,
      images: [{ url: 'https://x/1', aesKey: 'k1' }],
    });
  });

  it('is a picture, a file or a video with its key', () => {
    for (const kind of ['image', 'file', 'video'] as const) {
      assert.deepEqual(contentOf({ msgtype: kind, [kind]: { url: 'https://x', aeskey: 'k' } }), {
        type: 'media',
        kind,
        mediaId: null,
        url: 'https://x',
        aesKey: 'k',
      });
    }
  });

  it('keeps the case of a chat and of a userid', () => {
    const inbound = botInbound(fieldsOf(aBotTap()));
    assert.deepEqual(inbound?.chat, { type: 'group', chatId: 'wrAbC' });
    assert.equal(inbound.from, 'LiSi');
  });

  it('is 1:1 without a chat id, and nothing at all when a group has lost its id', () => {
    const { chatid, ...single } = aBotText({ chattype: 'single' });
    assert.equal(chatid, 'wrAbC');
    assert.deepEqual(botInbound(fieldsOf(single))?.chat, { type: 'single' });
    assert.equal(botInbound(fieldsOf({ ...single, chattype: 'group' })), null);
  });

  it('is named when there is no use for it, and nothing when nobody did it', () => {
    const event = (eventtype: string) => ({ msgtype: 'event', event: { eventtype } });
    assert.deepEqual(contentOf(event('feedback_event')), { type: 'other', name: 'feedback_event' });
    assert.deepEqual(contentOf({ msgtype: 'hologram' }), { type: 'other', name: 'hologram' });
    for (const nothing of [event('disconnected_event'), { msgtype: 'stream' }, { msgid: '' }]) {
      assert.equal(contentOf(nothing), undefined);
    }
  });

  it('reads any JSON without a crash', () => {
    const field = fc.constantFrom(
      ...['msgid', 'from', 'userid', 'chattype', 'msgtype', 'event', 'eventtype', 'mixed'],
      ...['msg_item', 'text', 'content', 'quote', 'template_card_event', 'selected_items'],
      ...['selected_item', 'question_key', 'option_ids', 'option_id', '__proto__', 'image', 'url'],
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('event', 'template_card_event', 'text', 'mixed', 'group', null, 5, '', []),
        fc.dictionary(field, tie('tree'), { maxKeys: 12 }),
        fc.array(tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, (body) => {
        const inbound = botInbound(fieldsOf({ ...aBotTap(), ...fieldsOf(body) }));
        assert.ok(inbound === null || inbound.line === 'bot');
      }),
    );
  });
});
