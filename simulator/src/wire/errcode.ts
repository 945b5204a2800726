import { randomInt } from 'node:crypto';

/** What every API call and every acknowledgement carries. */
export interface Answer {
  readonly errcode: number;
  readonly errmsg: string;
  readonly [field: string]: unknown;
}

/** The answer to a call that worked. */
export function ok(fields: Readonly<Record<string, unknown>> = {}): Answer {
  return { errcode: 0, errmsg: 'ok', ...fields };
}

/** The answer to a call that did not: errmsg has WeCom's hint, ip and devtool link (protocol 3.1). */
export function failed(errcode: number, what = wordsOf(errcode)): Answer {
  const hint = `${Date.now()}${randomInt(100000, 999999)}`;
  const more = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return {
    errcode,
    errmsg: `${what}, hint: [${hint}], from ip: 127.0.0.1, more info at ${more}`,
  };
}

const words: Readonly<Record<string, string>> = {
  '-1': 'system busy',
  40001: 'invalid credential',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid file size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40056: 'invalid agentid',
  40058: 'invalid request parameter',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41005: 'media data missing',
  42001: 'access_token expired',
  42014: 'invalid template_card task_id',
  42015: 'template_card agentid not match',
  42016: 'template_card task_id not found',
  43012: 'require a callback url for interactive template_card',
  44001: 'empty media data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  60111: 'userid not found',
  81013: 'user & party & tag all invalid',
  82001: 'all target user, party, tag is empty',
  93000: 'invalid webhook url',
  93001: 'push to this chat is not allowed',
  93006: 'invalid chatid',
  93017: 'empty content',
  301002: 'agentid not match access_token',
  846605: 'invalid req_id',
  846608: 'stream message update expired (>6 minutes)',
};

function wordsOf(errcode: number): string {
  return words[errcode.toString()] ?? 'invalid parameter';
}
