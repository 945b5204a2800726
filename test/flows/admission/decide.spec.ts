import assert from 'node:assert/strict';
import type { AdmissionRequest } from '../../../src/domain/admission-request.ts';
import type { Decision } from '../../../src/domain/decision.ts';
import type { AdmissionCommand } from '../../../src/flows/admission/command.ts';
import { decideAdmission, type AdmissionFacts } from '../../../src/flows/admission/decide.ts';
import { at, directory, isMessage, monday, refusalOf } from '../../support/a-whistle.ts';

const decides = (
  request: AdmissionRequest | null,
  command: AdmissionCommand,
  more: Partial<AdmissionFacts> = {},
): Decision<AdmissionRequest> =>
  decideAdmission(request, command, {
    now: monday,
    directory,
    member: directory.memberOf(command.by),
    newId: 'w-9',
    open: [],
    ...more,
  });

const heardIn = { type: 'single', line: 'bot' } as const;
const text = '协助核查住户信息 依据3号文';
const asks = (by: string, street: string | null = 'TD', words = text): AdmissionCommand => ({
  type: 'request',
  by,
  heardIn,
  street,
  text: words,
});
const made = (decision: Decision<AdmissionRequest>): AdmissionRequest => {
  assert.equal(decision.verdict, 'changed', JSON.stringify(decision));
  return decision.next;
};
const told = (decision: Decision<AdmissionRequest>) =>
  decision.verdict !== 'changed'
    ? []
    : decision.effects
        .filter(isMessage)
        .map(({ payload, conversation, fallback, line }) => [
          payload.type === 'admission' ? payload.to : '',
          conversation,
          fallback,
          line,
        ]);
const asked = made(decides(null, asks('cgj-a')));
const grant = (by: string): AdmissionCommand => ({ type: 'grant', by, requestId: 'w-9' });
const refuse = (by: string, reason: number | null = null): AdmissionCommand => ({
  type: 'refuse',
  by,
  requestId: 'w-9',
  reason,
});

describe('a department that wants a street to work', () => {
  it('asks the leading-group office, and is on record from then on (S60)', () => {
    const decision = decides(null, asks('cgj-a'));
    assert.deepEqual(made(decision), {
      id: 'w-9',
      org: 'CGJ',
      street: 'TD',
      text,
      state: 'asked',
      askedBy: 'cgj-a',
      askedAt: monday,
      heardIn,
      decidedBy: null,
      decidedAt: null,
      reason: null,
    });
    assert.deepEqual(told(decision), [['office', 'unit:LXB', 'person:lxb-a', 'bot']]);
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(decision.events, [
      { type: 'admission-asked', by: 'cgj-a', data: { org: 'CGJ', street: 'TD' } },
    ]);
  });

  it('may be a public unit as well', () => {
    assert.equal(made(decides(null, asks('gdj-a'))).org, 'GDJ');
  });

  it('says for which street and what for, and only once while nobody has decided', () => {
    const code = (decision: Decision<AdmissionRequest>) => refusalOf(decision)?.code;
    assert.equal(code(decides(null, asks('cgj-a', null))), 'unknown-street');
    assert.equal(code(decides(null, asks('cgj-a', 'SJJ'))), 'unknown-street');
    assert.equal(code(decides(null, asks('cgj-a', 'TD', '  '))), 'needs-request');
    const again = (words: string, street = 'TD') =>
      decides(null, asks('cgj-f', street, words), { open: [asked] });
    assert.equal(code(again(text)), 'already-asked');
    assert.equal(again('另一件事 依据5号文').verdict, 'changed');
    assert.equal(again(text, 'GL').verdict, 'changed');
  });

  it('is neither a street, which needs none, nor a stranger', () => {
    const code = (by: string) => refusalOf(decides(null, asks(by)))?.code;
    assert.equal(code('td-a'), 'no-admission-needed');
    assert.equal(code('jxsq-a'), 'no-admission-needed');
    assert.equal(code('nobody'), 'not-a-member');
  });
});

describe('the leading-group office', () => {
  it('grants, and the asker and the street are told (S60)', () => {
    const decision = decides(asked, grant('lxb-a'), { now: at('23 10:00') });
    const { state, decidedBy, decidedAt } = made(decision);
    assert.deepEqual([state, decidedBy, decidedAt], ['granted', 'lxb-a', at('23 10:00')]);
    assert.deepEqual(told(decision), [
      ['asker', 'person:cgj-a', 'unit:CGJ', 'bot'],
      ['street', 'unit:TD', 'person:td-a', 'bot'],
    ]);
  });

  it('refuses with one of the rule book’s reasons or none, and the street hears nothing', () => {
    const decision = decides(asked, refuse('lxb-lead', 1));
    assert.deepEqual(
      [made(decision).state, made(decision).reason],
      ['refused', directory.book.admission.refusals[1]],
    );
    assert.deepEqual(told(decision), [['asker', 'person:cgj-a', 'unit:CGJ', 'bot']]);
    assert.equal(made(decides(asked, refuse('lxb-a'))).reason, null);
    assert.equal(made(decides(asked, refuse('lxb-a', 99))).reason, null);
  });

  it('decides once: the same again changes nothing, the contrary is refused', () => {
    const granted = made(decides(asked, grant('lxb-a')));
    assert.equal(decides(granted, grant('lxb-b')).verdict, 'ignored');
    assert.deepEqual(refusalOf(decides(granted, refuse('lxb-b'))), {
      code: 'already-decided',
      state: '已同意',
    });
  });

  it('alone decides: not the asker, nor the street, nor the centre (I6)', () => {
    for (const by of ['cgj-a', 'td-lead', 'wgzx-a', 'ld-a'])
      for (const command of [grant(by), refuse(by)])
        assert.equal(refusalOf(decides(asked, command))?.code, 'not-yours', by);
    assert.equal(refusalOf(decides(asked, grant('nobody')))?.code, 'not-a-member');
  });

  it('may look at it again, which changes nothing', () => {
    assert.equal(
      decides(asked, { type: 'show', by: 'lxb-a', requestId: 'w-9' }).verdict,
      'ignored',
    );
  });

  it('sends two answers under two names, so that neither swallows the other', () => {
    const keys = [grant('lxb-a'), refuse('lxb-a')].flatMap((command) => {
      const decision = decides(asked, command);
      return decision.verdict === 'changed' ? decision.effects.map(({ key }) => key) : [];
    });
    assert.equal(new Set(keys).size, 3);
  });
});
