// The door of every npm script: installs what the lock file names when it is not there yet, then runs the
// TypeScript file (or the tool) it was given in this same process, so that signals reach it directly.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [target, ...rest] = process.argv.slice(2);
if (!target) throw new Error('usage: node bin/run.mjs <file.ts | mocha | typeorm> [arguments]');

install();
if (target.endsWith('.ts')) {
  stopWithShell();
  const { register } = await import('tsx/esm/api');
  register();
  const file = path.resolve(root, target);
  process.argv.splice(1, 2, file);
  await import(pathToFileURL(file).href);
} else {
  // By path: not every package lets its package.json be imported.
  const home = path.join(root, 'node_modules', target);
  const { bin } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const cli = path.join(home, pick(bin));
  const env = { ...process.env };
  let args = rest;
  if (target === 'mocha') {
    const fast = args.includes('--fast');
    args = args.filter((one) => one !== '--fast');
    if (fast) env.MOCHA_FAST = '1';
  }
  const ran = spawnSync(process.execPath, ['--import', 'tsx', cli, ...args], {
    stdio: 'inherit',
    cwd: root,
    env,
  });
  process.exitCode = ran.status ?? 1;
}

function pick(bin) {
  return typeof bin === 'string' ? bin : (bin[target] ?? Object.values(bin)[0]);
}

/** `npm start` passes SIGTERM to its shell only, and a shell that dies of it leaves us behind: then stop as well. */
function stopWithShell() {
  if (process.platform === 'win32' || !process.env.npm_lifecycle_script?.includes(target)) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** Runs `npm ci` when node_modules is missing or older than the lock file; its output goes to stderr. */
function install() {
  const mark = path.join(root, 'node_modules', '.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (!existsSync(lock)) return; // the image ships dependencies without a lock file beside them
  if (existsSync(mark) && (same(mark, lock) || statSync(mark).mtimeMs >= statSync(lock).mtimeMs))
    return;
  process.stderr.write('首次运行，正在安装依赖 (npm ci)…\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const done = spawnSync(
    command,
    [...args, 'ci', '--no-audit', '--no-fund', '--loglevel', 'error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && command === 'npm',
      env: { ...process.env, NODE_ENV: '' },
    },
  );
  if (done.status !== 0) {
    process.stderr.write('依赖安装失败：请检查网络或 npm 源后重试。\n');
    process.exit(1);
  }
}

/** Whether what stands in node_modules is what the lock file names, whatever the files' times say. */
function same(mark, lock) {
  const have = JSON.parse(readFileSync(mark, 'utf8')).packages;
  const want = JSON.parse(readFileSync(lock, 'utf8')).packages;
  return Object.entries(want).every(
    ([name, one]) => name === '' || one.optional || one.link || have[name]?.version === one.version,
  );
}
