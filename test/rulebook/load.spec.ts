import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileNames, optionalFileNames } from '../../src/rulebook/files.ts';
import { loadRuleBook } from '../../src/rulebook/load.ts';
import { readFolder } from '../../src/rulebook/read.ts';
import { parseSource } from '../../src/rulebook/source.ts';
import { panlong, panlongDir } from '../support/panlong.ts';

describe('a shipped file', () => {
  for (const name of [...fileNames, ...optionalFileNames])
    it(`names its schema on its first line, so that an editor helps: ${name}.yaml`, () => {
      const [first = ''] = readFileSync(path.join(panlongDir, `${name}.yaml`), 'utf8').split('\n');
      const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
      assert.ok(existsSync(path.join(panlongDir, schema)) && schema.endsWith(`/${name}.json`));
    });
});

describe('loading a rule book', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'rulebook-'));
    cpSync(panlongDir, dir, { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const messages = () => loadRuleBook(dir).faults.map(({ file, message }) => `${file} ${message}`);

  it('gives a version that comments and layout do not change, and a word does (I7)', () => {
    appendFileSync(path.join(dir, 'messages.yaml'), '\n# 备注\n');
    assert.equal(loadRuleBook(dir).book?.version, panlong().version);
    assert.match(panlong().version, /^panlong@[0-9a-f]{12}$/);
    appendFileSync(path.join(dir, 'admission.yaml'), '  - 楼道照明报修登记\n');
    assert.notEqual(loadRuleBook(dir).book?.version, panlong().version);
  });

  it('does without the files a district may leave out', () => {
    for (const name of optionalFileNames) rmSync(path.join(dir, `${name}.yaml`));
    const { book, faults } = loadRuleBook(dir);
    assert.deepEqual(faults, []);
    assert.deepEqual([book?.projects, book?.resources], [[], []]);
  });

  it('turns a book away whose optional file is faulty', () => {
    writeFileSync(path.join(dir, 'projects.yaml'), 'projects: 三个\n');
    assert.equal(loadRuleBook(dir).book, null);
  });

  it('freezes the book through and through', () => {
    assert.throws(() => Object.assign(panlong().matters[0] ?? {}, { lead: 'XX' }), TypeError);
    assert.throws(() => Object.assign(panlong().calendar.years, { 2027: {} }), TypeError);
    assert.equal(Object.isFrozen(panlong().ladders.routine[0]?.tell), true);
  });

  it('survives JSON unchanged, so that a version can be stored', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(panlong())), panlong());
  });

  it('gives no book while there is an error, and one while there are only warnings', () => {
    writeFileSync(path.join(dir, 'notes.yaml'), 'a: 1\n');
    const warned = loadRuleBook(dir);
    assert.ok(warned.book);
    assert.match(messages()[0] ?? '', /^notes\.yaml 不认识这个文件/);
    rmSync(path.join(dir, 'rating.yaml'));
    assert.equal(loadRuleBook(dir).book, null);
    assert.ok(messages().some((one) => one.startsWith('rating.yaml 缺少这个文件')));
  });

  it('tells of a folder that is not there', () => {
    const { sources, faults } = readFolder(path.join(dir, 'nowhere'));
    assert.equal(sources.size, 0);
    assert.match(faults[0]?.message ?? '', /找不到这个文件夹/);
  });

  it('tells of a file that cannot be read or is far too large', () => {
    rmSync(path.join(dir, 'rating.yaml'));
    mkdirSync(path.join(dir, 'rating.yaml'));
    writeFileSync(path.join(dir, 'messages.yaml'), `# ${'x'.repeat(4_000_001)}`);
    const all = messages();
    assert.ok(all.some((one) => one.startsWith('rating.yaml 文件读不出来')));
    assert.ok(all.some((one) => one.startsWith('messages.yaml 文件过大')));
  });

  it('tells of a file saved in GBK, and reads one with a byte order mark', () => {
    const gbk = Uint8Array.of(0x6e, 0x3a, 0x20, 0xb3, 0xc7, 0xb9, 0xdc);
    assert.match(parseSource('a.yaml', gbk).faults[0]?.message ?? '', /另存为 UTF-8/);
    const marked = new TextEncoder().encode('\uFEFFn: 城管');
    assert.deepEqual(parseSource('a.yaml', marked).source?.content, { n: '城管' });
  });
});
