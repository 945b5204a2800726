import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decrypt, encrypt, getJsApiSignature, getSignature } from '@wecom/crypto';
import { createCallbackCodec, maxBodyBytes } from '../../src/wecom/callback-codec.ts';
import type { CallbackQuery } from '../../src/wecom/callback-codec.ts';
import { CallbackRefused } from '../../src/wecom/callback-refused.ts';
import {
  aDelivery,
  aPlain,
  aTapPlain,
  envelope,
  official,
  sealText,
  sentAt,
  sign,
} from '../support/wecom-callback.ts';

const codec = createCallbackCodec({ ...official, agentId: 1000002 });
const now = () => Promise.resolve(new Date(sentAt * 1000));
const at = (seconds: number) => () => Promise.resolve(new Date(seconds * 1000));

const v1 = {
  msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  echostr:
    'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const v2 =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const v2Query = {
  msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
};

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof CallbackRefused, String(error));
    return error.reason;
  }
  return assert.fail('was not refused');
}
const opening = (one: { query: CallbackQuery; body: Buffer }) => () =>
  codec.open(one.query, one.body, now);

describe('the callback codec', () => {
  describe('with the official vectors (protocol A)', () => {
    it('answers the URL check with its plaintext (V1)', () => {
      assert.equal(codec.verifyEcho(v1), '1616140317555161061');
    });

    it('puts back the + a proxy turned into a space', () => {
      const spaced = { ...v1, echostr: v1.echostr.replaceAll('+', ' ') };
      assert.equal(codec.verifyEcho(spaced), '1616140317555161061');
    });

    it('answers the URL check of another corp with its own keys (A.2)', () => {
      const other = createCallbackCodec({
        token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme',
        encodingAesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
        corpId: 'ww6a112864f8022910',
      });
      const echo = other.verifyEcho({
        msg_signature: '1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011',
        timestamp: '1583940690',
        nonce: 'VHh7ymSeb0jc4lSb',
        echostr:
          '6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==',
      });
      assert.equal(echo, '94966531020182955848408');
    });

    it('opens the sample message, all 64 bits of its id kept (V2)', async () => {
      const plain = createCallbackCodec({ ...official, agentId: '218' });
      const body = Buffer.from(
        `<xml><ToUserName><![CDATA[${official.corpId}]]></ToUserName><AgentID>218</AgentID><Encrypt><![CDATA[${v2}]]></Encrypt></xml>`,
      );
      assert.deepEqual(await plain.open(v2Query, body, at(1409659820)), {
        deliveryId: 'app:4561255354251345929',
        line: 'app',
        from: 'mycreate',
        chat: { type: 'single' },
        content: { type: 'text', text: 'hello', quote: null, viaVoice: false },
      });
    });

    it('opens the same in the JSON envelope (protocol 1.3)', async () => {
      const body = JSON.stringify({ tousername: official.corpId, encrypt: v2, agentid: '218' });
      const plain = createCallbackCodec(official);
      const inbound = await plain.open(v2Query, Buffer.from(body), at(1409659820));
      assert.equal(inbound.deliveryId, 'app:4561255354251345929');
    });

    it('opens the community message (A.2)', async () => {
      const corpId = 'wwf181555a13a31443';
      const encrypted =
        'fyVN9BUnH6xNl0/VCHTCg6XGxxvoFdyZ7VQbAbBcQ79dVccYvdIyJYZSMMhkPy8LPaoe+V27qjoQ553fXavmrPOgxzHrKKf3YIu63pB4/nN0LY4S+GzUFi/LLFj1TI1sOh0q2jT5u1nYz5G3HFNLd3DFUvJVLtZl8mVMwUOzBpzKZhhmCvIJLVlvym9tt+VYwG06MSbmnf9AzYFKhm1BIy+95Q824ilY6Wy8l+vkFqEdASl2k83jMXvlkVRSB3hmNptWTbq8ygDdLtkCyA4UEiZvfTskqqVkbYwLptRl/1F+DVL9SH/TWt2j3dCm4rzY5jQG+fA+2xh2Kk+OrVgafqtQCfhjq8C38A2IwCcg2BONKk8s5ijFxQoszmXvJQ3zLYbjzRWQ40xhryDyPNNse7/slKVW2QMBEUPNOxUcX9k=';
      const other = createCallbackCodec({
        token: 'kz7Yx62CH8SaLN',
        encodingAesKey: 'cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP',
        corpId,
      });
      const inbound = await other.open(
        {
          msg_signature: 'a44d1b7dc3dc4b02edd99dc32afa6a26be7c92f6',
          timestamp: '1583995625',
          nonce: '1584392382',
        },
        Buffer.from(`<xml><ToUserName>${corpId}</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`),
        at(1583995625),
      );
      assert.equal(inbound.deliveryId, 'app:2018405441');
      assert.equal(inbound.from, 'xen0n');
    });

    it('has a library that seals as the vectors say (A.3, A.4)', () => {
      const random = Buffer.from('0123456789abcdef');
      const key = official.encodingAesKey;
      const hi = encrypt(key, '{"msgtype":"text","text":{"content":"hi"}}', '', random);
      assert.equal(
        hi,
        'sKqRbbiSUnDhFHOvPjtUMeJBV1LIPhBLiS/+bDapFbYVhHdUs/DnbaknhbqfAh2BTpK5aJX7/p7a/MUQd1b1sA==',
      );
      assert.equal(
        getSignature(official.token, '1700000000', 'nonce123', hi),
        'a0621c2104d6e17eb9d20eb904a5d8f8083d71c1',
      );
      assert.equal(
        encrypt(key, 'aaaaaaaaaaaa', '', random),
        'sKqRbbiSUnDhFHOvPjtUMbOGu8TcFrEB2BH4s95zyA+cOZ3c+JSGezcWpXn7VM8SC8BIdSYEq7hbfc2NvEzvFA==',
      );
      const ticket =
        'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
      const signed = getJsApiSignature({
        url: 'http://mp.weixin.qq.com?params=value',
        ticket,
        nonceStr: 'Wm3WZYTPz0wzccnW',
        timestamp: 1414587457,
      });
      assert.equal(signed.signature, '0f9de62fce790f9a083d5c99e95740ceb90c27ed');
    });

    it('opens every length of padding from 1 to 32', async () => {
      for (let length = 0; length < 32; length += 1) {
        const text = 'x'.repeat(length + 1);
        const inbound = await opening(aDelivery(aPlain({ Content: text, MsgId: '1' })))();
        assert.deepEqual(inbound.content, { type: 'text', text, quote: null, viaVoice: false });
      }
    });
  });

  describe('refuses', () => {
    const plain = aPlain({ Content: 'hi', MsgId: '7' });
    const good = aDelivery(plain);

    it('a signature that is wrong, short, or in capitals', async () => {
      const { query, body } = good;
      for (const [forged, reason] of [
        ['0'.repeat(40), 'signature'],
        [query.msg_signature.slice(1), 'query'],
        [query.msg_signature.toUpperCase(), 'query'],
      ] as const) {
        const changed = { ...query, msg_signature: forged };
        assert.equal(await refusal(opening({ query: changed, body })), reason);
      }
    });

    it('a text, timestamp or nonce that is not the one signed', async () => {
      const { query, encrypt: sealed } = good;
      const swapped = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;
      for (const one of [
        { query, body: Buffer.from(envelope(swapped)) },
        { query: { ...query, nonce: '1372623140' }, body: good.body },
        { query: { ...query, timestamp: '1700000001' }, body: good.body },
      ]) {
        assert.equal(await refusal(opening(one)), 'signature');
      }
    });

    it('a digit moved from the nonce to the timestamp', async () => {
      const moved = { ...good.query, timestamp: '0', nonce: '1372623149170000000' };
      assert.equal(await refusal(opening({ query: moved, body: good.body })), 'query');
    });

    it('a missing, doubled or inherited query parameter', async () => {
      const { query, body } = good;
      for (const changed of [
        { ...query, nonce: undefined },
        { ...query, nonce: [query.nonce, query.nonce] },
        { msg_signature: query.msg_signature, timestamp: query.timestamp },
        Object.create(query) as CallbackQuery,
        {},
      ]) {
        assert.equal(await refusal(opening({ query: changed, body })), 'query');
      }
      assert.equal(
        await refusal(() => codec.verifyEcho({ ...v1, echostr: [v1.echostr] })),
        'query',
      );
    });

    it('padding that the library lets through', async () => {
      const to32 = (size: number) => 32 - (size % 32);
      const pads: ((size: number) => Buffer)[] = [
        (size) => Buffer.alloc(to32(size), 0),
        (size) => Buffer.alloc(to32(size), 33),
        (size) => Buffer.concat([Buffer.alloc(to32(size) - 1, 7), Buffer.from([to32(size)])]),
      ];
      for (const pad of pads) {
        const forged = aDelivery(plain, { pad });
        assert.doesNotThrow(() => decrypt(official.encodingAesKey, forged.encrypt));
        assert.equal(await refusal(opening(forged)), 'plaintext');
      }
    });

    it('a block of padding too many', async () => {
      const pad = (size: number) => Buffer.alloc(64 - (size % 32), 32 - (size % 32));
      assert.equal(await refusal(opening(aDelivery(plain, { pad }))), 'receiver');
    });

    it('a message length beyond the end', async () => {
      for (const msgLength of [0xffffffff, plain.length + 19, plain.length + 500]) {
        assert.equal(await refusal(opening(aDelivery(plain, { msgLength }))), 'plaintext');
      }
    });

    it('a message length that gives away part of the message', async () => {
      const forged = aDelivery(plain, { msgLength: plain.length - 1 });
      assert.equal(await refusal(opening(forged)), 'receiver');
    });

    it('bytes that are not UTF-8', async () => {
      const forged = aDelivery('', { message: Buffer.from([0x3c, 0xff, 0xfe]) });
      assert.equal(await refusal(opening(forged)), 'plaintext');
    });

    it('what was sealed for someone else', async () => {
      for (const receiveId of ['', 'wx5823bf96d3bd56c8', `${official.corpId}x`]) {
        assert.equal(await refusal(opening(aDelivery(plain, { receiveId }))), 'receiver');
      }
    });

    it('what was sealed with another key', async () => {
      const key = 'cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP';
      assert.equal(await refusal(opening(aDelivery(plain, { key }))), 'plaintext');
    });

    it('base64 with other characters, broken length, or half a block', async () => {
      const changes: ((sealed: string) => string)[] = [
        (sealed) => `${sealed}\n`,
        (sealed) => sealed.replaceAll('=', ''),
        (sealed) => `-${sealed.slice(1)}`,
        (sealed) => Buffer.from(sealed, 'base64').subarray(16).toString('base64'),
        () => Buffer.alloc(16).toString('base64'),
        () => '====',
      ];
      for (const change of changes) {
        const forged = aDelivery(plain, { encrypt: change });
        assert.equal(await refusal(opening(forged)), 'ciphertext');
      }
    });

    it('a plaintext body, as if there were no encryption', async () => {
      const body = Buffer.from(plain);
      assert.equal(await refusal(opening({ query: good.query, body })), 'envelope');
      const json = Buffer.from('{"tousername":"x","content":"hi"}');
      assert.equal(await refusal(opening({ query: good.query, body: json })), 'envelope');
    });

    it('two Encrypt elements, a list of them, or one with elements in it', async () => {
      const { query, encrypt: sealed } = good;
      for (const body of [
        envelope(sealed, `<Encrypt>${sealed}</Encrypt>`),
        `{"tousername":"${official.corpId}","encrypt":["${sealed}"]}`,
        `<xml><ToUserName>${official.corpId}</ToUserName><Encrypt><A>${sealed}</A></Encrypt></xml>`,
      ]) {
        const forged = { query, body: Buffer.from(body) };
        assert.equal(await refusal(opening(forged)), 'envelope');
      }
    });

    it('declarations, entities, comments and instructions, outside and inside', async () => {
      const dtd = '<!DOCTYPE xml [<!ENTITY a "zhangsan">]>';
      for (const trick of [dtd, '<!-- x -->', '<?php x?>', '<!ENTITY a "b">']) {
        const outer = { query: good.query, body: Buffer.from(trick + envelope(good.encrypt)) };
        assert.equal(await refusal(opening(outer)), 'envelope');
        assert.equal(await refusal(opening(aDelivery(trick + plain))), 'message');
      }
    });

    it('a text that closes its CDATA to write a sender of its own', async () => {
      for (const own of ['<FromUserName><![CDATA[boss]]></FromUserName>', '<Foo>1</Foo>', 'x']) {
        const content = `x]]></Content>${own}<Content><![CDATA[y`;
        const forged = aDelivery(aPlain({ MsgId: '7', Content: content }));
        assert.equal(await refusal(opening(forged)), 'message');
      }
    });

    it('another corp or another app, in what is sealed and around it', async () => {
      for (const [fields, reason] of [
        [{ ToUserName: 'ww02' }, 'receiver'],
        [{ AgentID: '1000003' }, 'agent'],
      ] as const) {
        assert.equal(await refusal(opening(aDelivery(aPlain(fields)))), reason);
      }
      for (const [from, to, reason] of [
        [official.corpId, 'ww02', 'receiver'],
        ['1000002', '1000003', 'agent'],
      ] as const) {
        const body = Buffer.from(good.body.toString().replace(from, to));
        assert.equal(await refusal(opening({ query: good.query, body })), reason);
      }
    });

    it('a POST more than ten minutes from the database’s time, either way', async () => {
      const openAt = (seconds: number) => codec.open(good.query, good.body, at(seconds));
      for (const off of [-601, 601, 86400]) {
        assert.equal(await refusal(() => openAt(sentAt + off)), 'stale');
      }
      await openAt(sentAt + 600);
      await openAt(sentAt - 600);
    });

    it('a body above the limit', async () => {
      const body = Buffer.alloc(maxBodyBytes + 1, 0x20);
      assert.equal(await refusal(opening({ query: good.query, body })), 'size');
    });

    it('what has no sender or no type', async () => {
      assert.equal(await refusal(opening(aDelivery('<xml></xml>'))), 'receiver');
      assert.equal(await refusal(opening(aDelivery(aPlain({ FromUserName: '' })))), 'message');
      assert.equal(await refusal(opening(aDelivery('hello'))), 'message');
    });

    it('a body made to be slow within the time of a fast one', async () => {
      const startedAt = performance.now();
      for (const part of ['<![CDATA[', '<a>', '<!', '&', '<a b="', ']]>', '<x/>']) {
        const body = Buffer.from(`<xml>${part.repeat(maxBodyBytes / part.length - 10)}`);
        await refusal(opening({ query: good.query, body }));
      }
      assert.ok(performance.now() - startedAt < 3000);
    });
  });

  it('does not ask for the time before the signature is right', async () => {
    const { query, body } = aDelivery(aPlain());
    const asked = () => Promise.reject(new Error('asked'));
    const forged = { ...query, nonce: '1' };
    assert.equal(await refusal(() => codec.open(forged, body, asked)), 'signature');
    await assert.rejects(codec.open(query, body, asked), /asked/);
  });

  it('keeps markup that somebody wrote as text', async () => {
    const text = '看 <!DOCTYPE html> &lt; <Encrypt> <?php';
    const inbound = await opening(aDelivery(aPlain({ MsgId: '1', Content: text })))();
    assert.deepEqual(inbound.content, { type: 'text', text, quote: null, viaVoice: false });
  });

  it('turns any bytes under any query into a refusal, never a crash', async () => {
    const query = fc.dictionary(
      fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'echostr', '__proto__'),
      fc.oneof(fc.string(), fc.array(fc.string()), fc.constant('1700000000')),
    );
    await fc.assert(
      fc.asyncProperty(query, fc.uint8Array({ maxLength: 300 }), async (one, bytes) => {
        await refusal(() => codec.open(one, Buffer.from(bytes), now));
        await refusal(() => codec.verifyEcho(one));
      }),
    );
  });

  it('turns any signed plaintext into an inbound or a refusal, never a crash', async () => {
    const field = fc.constantFrom(
      ...[
        'MsgType',
        'Event',
        'EventKey',
        'SelectedItems',
        'Location_X',
        'Content',
        'MsgId',
        'BatchJob',
      ],
    );
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('text', 'event', 'location', 'template_card_event', '<a>1</a>', '__proto__'),
    );
    const plain = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(field, value).map((fields) => aPlain(fields)),
    );
    await fc.assert(
      fc.asyncProperty(plain, async (text) => {
        const { query, body } = aDelivery(text);
        try {
          assert.equal((await codec.open(query, body, now)).line, 'app');
        } catch (error) {
          assert.ok(error instanceof CallbackRefused, String(error));
        }
      }),
    );
  });

  it('seals a reply that its own rules open again', () => {
    const card = {
      card_type: 'button_interaction',
      main_title: { title: '防汛 ]]> 值班' },
      horizontal_content_list: [{ keyname: '未报到', value: '3 个部门' }, { keyname: '已报到' }],
      button_list: [{ text: '报到', style: 1, key: 'checkin' }],
      task_id: 'duty_07',
    } as const;
    const xml = codec.sealReply({ type: 'update-card', card }, 'zhangsan', new Date(sentAt * 1000));
    const part = (name: string) =>
      new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(xml)?.[1] ?? '';
    const signature = sign(part('Encrypt'), part('TimeStamp'), part('Nonce'));
    assert.equal(part('MsgSignature'), signature);
    const opened = decrypt(official.encodingAesKey, part('Encrypt'));
    assert.equal(opened.id, official.corpId);
    assert.equal(
      opened.message,
      `<xml><ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[${official.corpId}]]></FromUserName><CreateTime>${sentAt}</CreateTime><MsgType><![CDATA[update_template_card]]></MsgType><TemplateCard><CardType><![CDATA[button_interaction]]></CardType><MainTitle><Title><![CDATA[防汛 ]]]]><![CDATA[> 值班]]></Title></MainTitle><HorizontalContentList><KeyName><![CDATA[未报到]]></KeyName><Value><![CDATA[3 个部门]]></Value></HorizontalContentList><HorizontalContentList><KeyName><![CDATA[已报到]]></KeyName></HorizontalContentList><TaskId><![CDATA[duty_07]]></TaskId><ButtonList><Key><![CDATA[checkin]]></Key><Style>1</Style><Text><![CDATA[报到]]></Text></ButtonList></TemplateCard></xml>`,
    );
  });

  it('seals the button update of the vectors to the same plaintext (A.3)', () => {
    const xml = codec.sealReply(
      { type: 'update-button', replaceName: '已报到' },
      'mycreate',
      new Date(sentAt * 1000),
    );
    const sealed = /<Encrypt><!\[CDATA\[([^\]]*)/.exec(xml)?.[1] ?? '';
    const { message } = decrypt(official.encodingAesKey, sealed);
    assert.equal(Buffer.byteLength(message), 259);
    const again = sealText(message);
    assert.equal(sign(again, '1700000000', 'nonce123'), '76e14a5ed2d22f957e4b98c432a7937f70864b36');
  });

  it('reads a tap with what was selected', async () => {
    const items =
      '<SelectedItem><QuestionKey>q1</QuestionKey><OptionIds><OptionId>a</OptionId><OptionId>b</OptionId></OptionIds></SelectedItem><SelectedItem><QuestionKey>q2</QuestionKey><OptionIds><OptionId>c</OptionId></OptionIds></SelectedItem>';
    const inbound = await opening(aDelivery(aTapPlain({ SelectedItems: items })))();
    assert.deepEqual(inbound.content, {
      type: 'tap',
      key: 'checkin',
      taskId: 'duty_07',
      responseCode: 'rc_x',
      selected: { q1: ['a', 'b'], q2: ['c'] },
    });
    assert.equal(
      inbound.deliveryId,
      `app:zhangsan|${sentAt}|template_card_event|checkin|duty_07|button_interaction|`,
    );
  });

  it('gives two events of one person in one second two ids, and a repeat the same', async () => {
    const idOf = async (fields: Record<string, string>, nonce: string) =>
      (await opening(aDelivery(aTapPlain(fields), { nonce }))()).deliveryId;
    const first = await idOf({}, '1');
    assert.equal(await idOf({ ResponseCode: 'rc_x' }, '2'), first);
    for (const other of [
      { EventKey: 'arrive' },
      { TaskId: 'duty_08' },
      { FromUserName: 'lisi' },
      { Event: 'enter_agent' },
      { CreateTime: String(sentAt + 1) },
    ]) {
      assert.notEqual(await idOf(other, '1'), first);
    }
  });

  it('reads places, entering, media and what it has no use for', async () => {
    const contentOf = async (fields: Record<string, string>) =>
      (await opening(aDelivery(aPlain({ MsgId: '1', ...fields })))()).content;
    assert.deepEqual(
      await contentOf({
        MsgType: 'location',
        Location_X: '23.134521',
        Location_Y: '113.358803',
        Label: '翻斗路',
      }),
      { type: 'place', latitude: 23.134521, longitude: 113.358803, label: '翻斗路' },
    );
    assert.deepEqual(await contentOf({ MsgType: 'location', Location_X: 'x', Location_Y: '1' }), {
      type: 'other',
      name: 'location',
    });
    assert.deepEqual(await contentOf({ MsgType: 'event', Event: 'enter_agent' }), {
      type: 'enter',
    });
    assert.deepEqual(await contentOf({ MsgType: 'image', MediaId: 'm1', PicUrl: 'http://p/1' }), {
      type: 'media',
      kind: 'image',
      mediaId: 'm1',
      url: 'http://p/1',
      aesKey: null,
    });
    assert.deepEqual(await contentOf({ MsgType: 'event', Event: 'subscribe' }), {
      type: 'other',
      name: 'subscribe',
    });
  });

  it('reads a JSON plaintext without rounding its id', async () => {
    const json = `{"ToUserName":"${official.corpId}","FromUserName":"lisi","CreateTime":1700000000,"MsgType":"text","Content":"a \\"MsgId\\": 5","MsgId":4561255354251345929,"AgentID":1000002}`;
    const inbound = await opening(aDelivery(json))();
    assert.equal(inbound.deliveryId, 'app:4561255354251345929');
    assert.deepEqual(inbound.content, {
      type: 'text',
      text: 'a "MsgId": 5',
      quote: null,
      viaVoice: false,
    });
  });

  it('is not made from a key or token that cannot be one', () => {
    assert.throws(() => createCallbackCodec({ ...official, encodingAesKey: 'short' }), /AESKey/);
    assert.throws(() => createCallbackCodec({ ...official, token: '' }), /token/);
  });
});
