import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { panlongDir } from '../support/panlong.ts';

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const streets = ['白塔路', '新迎路', '万宏路', '茨坝路', '沣源路', '穿金路', '桃源街', '尚义街'];
const lessons = Array.from({ length: 150 }, (_, nth) => {
  const place = `${streets[nth % 8] ?? ''}${nth + 1}号`;
  const departments = ['城管局'];
  return [
    { text: `${place}路灯不亮，请城管局`, expect: { place, departments } },
    { text: `${place}那单催一下`, intent: 'urge', expect: { category: null } },
  ];
}).flat();

describe('npm run rulebook', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'rulebook-'));
    cpSync(panlongDir, dir, { recursive: true });
    rmSync(path.join(dir, 'learnt.json'));
    rmSync(path.join(dir, 'examples.yaml'));
    writeFileSync(path.join(dir, 'readings.jsonl'), lessons.map(line).join(''));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const run = (verb: string) =>
    new Promise<{ code: unknown; out: string; told: string }>((resolve) => {
      const words = ['bin/run.mjs', 'src/tools/rulebook.ts', verb, dir];
      execFile(process.execPath, words, (error, out, told) => {
        resolve({ code: error?.code ?? 0, out, told });
      });
    });

  it('learns from the messages of the folder, after which its check has nothing to say', async () => {
    const before = await run('check');
    assert.match(before.out, /learnt\.json:1 警告 没有这个文件/);
    assert.equal((await run('learn')).code, 0);
    assert.ok(existsSync(path.join(dir, 'learnt.json')));
    const { code, out } = await run('check');
    assert.equal(code, 0);
    assert.match(out, /0 处警告/);
  });

  it('learns nothing from a handful of messages, and says how many it takes', async () => {
    writeFileSync(path.join(dir, 'readings.jsonl'), lessons.slice(1).map(line).join(''));
    const { code, told } = await run('learn');
    assert.equal(code, 1);
    assert.match(told, /只有 299 句，学不准；至少要 300 句，请从示例规则手册复制一份/);
  });

  it('learns nothing while a message is faulty, and names it as its check does', async () => {
    const wrong = [...lessons, { text: '催一下', intent: 'urgee', expect: { category: null } }];
    writeFileSync(path.join(dir, 'readings.jsonl'), wrong.map(line).join(''));
    for (const verb of ['check', 'learn']) {
      const { code, out } = await run(verb);
      assert.equal(code, 1, verb);
      assert.match(out, /readings\.jsonl:301 错误 “intent”不能写“urgee”/);
    }
    assert.equal(existsSync(path.join(dir, 'learnt.json')), false);
  });
}).timeout(60_000);
