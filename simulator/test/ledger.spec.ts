import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLedger } from '../src/world/ledger.ts';
import { readWorldFile } from '../src/world/world-file.ts';

describe('ledger', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'wecom-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => path.join(folder, 'world.jsonl');

  it('has on disk what was put before put returns', () => {
    openLedger(folder).table('read').put('a', 7);
    assert.equal(openLedger(folder).table('read').get('a'), 7);
  });

  it('survives a last line that a kill cut off', () => {
    const ledger = openLedger(folder);
    ledger.table('read').put('a', 1);
    ledger.close();
    appendFileSync(file(), '["read","a",');
    const again = openLedger(folder);
    assert.equal(again.table('read').get('a'), 1);
    again.table('read').put('b', 2);
    assert.equal(openLedger(folder).table('read').get('b'), 2);
  });

  it('is rewritten compactly at a start', () => {
    const reads = openLedger(folder).table('read');
    for (let one = 0; one < 50; one += 1) reads.put('a', one);
    reads.put('gone', 1);
    reads.drop('gone');
    openLedger(folder);
    assert.equal(readFileSync(file(), 'utf8'), '["read","a",49]\n');
  });
});

describe('the shipped world', () => {
  const world = readWorldFile(new URL('../worlds/panlong.json', import.meta.url).pathname);

  it('has a group for every unit and one for the command', () => {
    assert.equal(world.groups.length, 57);
    assert.equal(world.opening.length, 57);
  });

  it('gives every member a name of their own', () => {
    assert.equal(new Set(world.members.map((one) => one.name)).size, world.members.length);
  });
});
