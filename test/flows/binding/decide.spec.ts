import assert from 'node:assert/strict';
import {
  COMMAND,
  decideBinding,
  unitNamed,
  type Binding,
} from '../../../src/flows/binding/decide.ts';
import type { BindingCommand } from '../../../src/flows/binding/command.ts';
import { directory, messagesOf, monday, refusalOf } from '../../support/a-whistle.ts';

const decides = (command: BindingCommand, standing: readonly Binding[] = []) =>
  decideBinding(command, {
    now: monday,
    cause: 'd-1',
    directory,
    member: directory.memberOf(command.by),
    standing,
  });
const binds = (by: string, unit: string, standing: readonly Binding[] = [], chatId = 'wr-1') =>
  decides({ type: 'bind', by, chatId, unit }, standing);
const unbinds = (by: string, standing: readonly Binding[], chatId: string | null = 'wr-1') =>
  decides({ type: 'unbind', by, chatId }, standing);

describe('绑定', () => {
  it('binds a group to its unit, by any of its names, and tells the group', () => {
    for (const name of ['城管局', '城管', ' 盘龙区城管局 ', 'CGJ']) {
      const decision = binds('cgj-a', name);
      assert.equal(decision.verdict, 'changed', name);
      assert.deepEqual(decision.next, { removed: [], added: { unit: 'CGJ', chatId: 'wr-1' } });
      assert.deepEqual(messagesOf(decision), ['bound→chat:wr-1']);
      assert.deepEqual(decision.events, [{ type: 'bound', by: 'cgj-a', data: { unit: 'CGJ' } }]);
    }
  });

  it('replaces the old group of the unit and tells both (design 5)', () => {
    const old = { unit: 'CGJ', chatId: 'wr-old' };
    const decision = binds('cgj-a', '城管局', [old]);
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.next, { removed: [old], added: { unit: 'CGJ', chatId: 'wr-1' } });
    assert.deepEqual(
      decision.effects.map((one) => one.kind === 'message' && [one.conversation, one.payload]),
      [
        [
          'chat:wr-1',
          { type: 'bound', unit: '城管局', by: 'cgj-a', replaced: true, instead: null },
        ],
        ['chat:wr-old', { type: 'unbound', unit: '城管局', movedTo: true }],
      ],
    );
    const keys = decision.effects.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('frees the group from the unit it was bound to before', () => {
    const before = { unit: 'SJJ', chatId: 'wr-1' };
    const decision = binds('wgzx-a', '城管局', [before]);
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.next.removed, [before]);
    const [told] = decision.effects;
    assert.ok(told?.kind === 'message' && told.payload.type === 'bound');
    assert.equal(told.payload.instead, '市场监管局', 'the group learns whose place it took');
  });

  it('of what is bound so already changes nothing', () => {
    const standing = [{ unit: 'CGJ', chatId: 'wr-1' }];
    assert.deepEqual(binds('cgj-a', '城管局', standing), { verdict: 'ignored' });
  });

  it('is for members of the unit and the command centre only (I6)', () => {
    assert.equal(binds('wgzx-a', '城管局').verdict, 'changed');
    for (const by of ['sjj-a', 'td-lead', 'lxb-a'])
      assert.deepEqual(refusalOf(binds(by, '城管局')), { code: 'not-your-unit', unit: '城管局' });
  });

  it('of 区级指挥群 is the command centre’s', () => {
    for (const name of ['区级指挥群', '指挥群', '区指挥群'])
      assert.equal(unitNamed(directory, name), COMMAND);
    const decision = binds('wgzx-a', '区级指挥群');
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.next.added, { unit: COMMAND, chatId: 'wr-1' });
    assert.deepEqual(refusalOf(binds('cgj-a', '区级指挥群')), {
      code: 'not-your-unit',
      unit: '区级指挥群',
    });
  });

  it('of an unknown unit, alone, or by a stranger is refused', () => {
    assert.deepEqual(refusalOf(binds('cgj-a', ' 外交部 ')), {
      code: 'unknown-unit',
      unit: '外交部',
    });
    assert.deepEqual(
      refusalOf(decides({ type: 'bind', by: 'cgj-a', chatId: null, unit: '城管局' })),
      { code: 'only-in-group' },
    );
    assert.deepEqual(refusalOf(binds('nobody', '城管局')), {
      code: 'not-a-member',
      ask: directory.orgsWithDuty('command-centre')[0]?.name,
    });
  });
});

describe('解绑', () => {
  const standing = [{ unit: 'CGJ', chatId: 'wr-1' }];

  it('frees the group and tells it', () => {
    for (const by of ['cgj-a', 'wgzx-a']) {
      const decision = unbinds(by, standing);
      assert.equal(decision.verdict, 'changed');
      assert.deepEqual(decision.next, { removed: standing, added: null });
      assert.deepEqual(messagesOf(decision), ['unbound→chat:wr-1']);
    }
  });

  it('by another unit, of a free group, or said alone is refused', () => {
    assert.deepEqual(refusalOf(unbinds('sjj-a', standing)), {
      code: 'not-your-unit',
      unit: '城管局',
    });
    assert.deepEqual(refusalOf(unbinds('cgj-a', [])), { code: 'not-bound' });
    assert.deepEqual(refusalOf(unbinds('cgj-a', standing, null)), { code: 'only-in-group' });
  });
});
