import assert from 'node:assert/strict';
import { toWorld } from '../../src/rulebook/world.ts';
import { panlong } from '../support/panlong.ts';

const world = toWorld(panlong());
const group = (name: string) => world.groups.find((one) => one.name === name)?.members ?? [];

describe('the simulator’s world', () => {
  it('has a group a department, public unit, street and community, each with the command centre (design 5)', () => {
    assert.equal(world.groups.length, 33 + 6 + 12 + 5 + 1);
    assert.deepEqual(group('城管局工作群'), ['cgj-lead', 'cgj-a', 'cgj-b', 'cgj-f', 'wgzx-a']);
    assert.deepEqual(group('拓东街道工作群'), ['td-lead', 'td-a', 'td-b', 'td-f', 'wgzx-a']);
    assert.deepEqual(group('网格中心工作群'), ['wgzx-lead', 'wgzx-a', 'wgzx-b', 'wgzx-f']);
  });

  it('seats a community’s members and volunteers in its group, beside its secretary (S14)', () => {
    const people = group('金星社区工作群');
    assert.equal(
      people.length,
      4 + 8 + 2 + 2 + 1,
      'its own, members, volunteers, lane people, centre',
    );
    for (const one of ['jxsq-lead', 'jxsq-p8', 'jxsq-v2']) assert.ok(people.includes(one), one);
  });

  it('has the district’s group with command centre, leading-group office, leader and heads', () => {
    for (const one of ['wgzx-a', 'lxb-a', 'ld-a', 'cgj-lead', 'gdj-lead', 'td-lead'])
      assert.ok(group('区级指挥群').includes(one), one);
    assert.equal(group('区级指挥群').includes('jxsq-lead'), false);
  });

  it('opens with each unit binding its own group', () => {
    assert.deepEqual(
      world.opening.find((one) => one.group === '城管局工作群'),
      {
        group: '城管局工作群',
        from: 'cgj-a',
        text: '@哨响 绑定 城管局',
      },
    );
    assert.deepEqual(world.opening.at(-1), {
      group: '区级指挥群',
      from: 'wgzx-a',
      text: '@哨响 绑定 区级指挥群',
    });
    assert.equal(world.opening.length, world.groups.length);
    for (const { group: name, from } of world.opening) assert.ok(group(name).includes(from));
  });

  it('shows the phones of a first whistle', () => {
    assert.deepEqual(world.phones, ['td-a', 'td-lead', 'cgj-a', 'jjd-a', 'wgzx-a']);
  });

  it('knows everybody by name, unit and title', () => {
    const known = new Set(world.members.map(({ userid }) => userid));
    assert.equal(known.size, panlong().members.length);
    for (const one of world.groups.flatMap(({ members }) => members)) assert.ok(known.has(one));
    assert.equal(world.members.find(({ userid }) => userid === 'cgj-a')?.unit, '城管局');
  });
});
