import path from 'node:path';
import { localDate } from '../domain/local-time.ts';
import type { RuleBook } from '../domain/rule-book.ts';
import type { Fault } from '../rulebook/fault.ts';
import { loadRuleBook } from '../rulebook/load.ts';
import { toWorld } from '../rulebook/world.ts';

const usage = `用法：
  npm run rulebook -- check <文件夹>   检查规则手册，列出全部问题
  npm run rulebook -- world <文件夹>   打印模拟器所用的人员和群（JSON）
`;

process.exitCode = run(process.argv.slice(2));

function run([verb, folder]: readonly string[]): number {
  if (folder === undefined || (verb !== 'check' && verb !== 'world')) {
    process.stderr.write(usage);
    return 2;
  }
  const { book, faults } = loadRuleBook(folder, localDate(new Date().toISOString()));
  const report = verb === 'check' ? process.stdout : process.stderr;
  for (const one of faults) report.write(`${sentence(folder, one)}\n`);
  if (!book) {
    const errors = faults.filter(({ severity }) => severity === 'error').length;
    report.write(`规则手册不能使用：${errors} 处错误，${faults.length - errors} 处警告\n`);
    return 1;
  }
  process.stdout.write(
    verb === 'world' ? `${JSON.stringify(toWorld(book), null, 2)}\n` : summary(book, faults.length),
  );
  return 0;
}

function sentence(folder: string, { file, line, severity, message }: Fault): string {
  const name = file === folder ? folder : path.join(folder, file);
  return `${name}:${Math.max(line, 1)} ${severity === 'error' ? '错误' : '警告'} ${message}`;
}

function summary({ version, title, orgs, members, matters }: RuleBook, warnings: number): string {
  const counts = `${orgs.length} 个单位，${members.length} 名人员，${matters.length} 项事项`;
  return `${title}：${counts}，${warnings} 处警告，版本 ${version}\n`;
}
