import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { localDate } from '../domain/local-time.ts';
import type { RuleBook } from '../domain/rule-book.ts';
import type { Fault } from '../rulebook/fault.ts';
import { learnFrom } from '../learning/lessons.ts';
import { loadRuleBook } from '../rulebook/load.ts';
import {
  digestOf,
  learntFile,
  readingsFile,
  readMessages,
  type ReadMessage,
} from '../rulebook/readings.ts';
import { toWorld } from '../rulebook/world.ts';
import { createBooks } from '../store/books.ts';
import { createDataSource } from '../store/data-source.ts';
import { migrate } from '../store/migrate.ts';

const usage = `用法：
  npm run rulebook -- check <文件夹>   检查规则手册，列出全部问题
  npm run rulebook -- import <文件夹>  检查后存入 DATABASE_URL 的数据库，作为现行版本
  npm run rulebook -- learn <文件夹>   改过 readings.jsonl（原话和读法）或 examples.yaml 后重新学习，写成 learnt.json
  npm run rulebook -- world <文件夹>   打印模拟器所用的人员和群（JSON）
`;
/** From fewer messages than this, what most of them happen to say would be taken for what everybody says. */
const leastMessages = 300;
const verbs = ['check', 'import', 'learn', 'world'] as const;

process.exitCode = await run(process.argv.slice(2));

async function run([word, folder]: readonly string[]): Promise<number> {
  const verb = verbs.find((one) => one === word);
  if (folder === undefined || verb === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const today = localDate(new Date().toISOString());
  const { book, faults: inBook } = loadRuleBook(folder, today, { unlearnt: verb === 'learn' });
  const lessons = book && (verb === 'check' || verb === 'learn') ? lessonsIn(folder, book) : null;
  const faults = [...inBook, ...(lessons?.faults ?? [])];
  const report = verb === 'world' ? process.stderr : process.stdout;
  for (const one of faults) report.write(`${sentence(folder, one)}\n`);
  if (!book || (lessons?.faults ?? []).length > 0) {
    const errors = faults.filter(({ severity }) => severity === 'error').length;
    report.write(`规则手册不能使用：${errors} 处错误，${faults.length - errors} 处警告\n`);
    return 1;
  }
  if (verb === 'learn') return learn(folder, book, lessons);
  process.stdout.write(
    verb === 'world' ? `${JSON.stringify(toWorld(book), null, 2)}\n` : summary(book, faults.length),
  );
  return verb === 'import' ? keep(book, process.env['DATABASE_URL'] ?? '') : 0;
}

interface Lessons {
  readonly messages: readonly ReadMessage[];
  readonly faults: readonly Fault[];
  /** What they are known by, together with the sentences of examples.yaml. */
  readonly of: string;
}

/** The messages of readings.jsonl; null where the folder has none. */
function lessonsIn(folder: string, { lexicon }: RuleBook): Lessons | null {
  const file = path.join(folder, readingsFile);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  const sentences = path.join(folder, 'examples.yaml');
  const examples = existsSync(sentences) ? readFileSync(sentences) : null;
  return { ...readMessages(bytes.toString(), lexicon), of: digestOf(bytes, examples) };
}

/** Learns anew from the messages of readings.jsonl and the sentences of examples.yaml; minutes, so each round is told. */
function learn(folder: string, { lexicon }: RuleBook, lessons: Lessons | null): number {
  if (!lessons) {
    process.stderr.write(
      `${path.join(folder, readingsFile)}：没有这个文件，请先写上几句原话和读法（写法见 rulebooks/README.md）。\n`,
    );
    return 1;
  }
  const { messages, of } = lessons;
  if (messages.length < leastMessages) {
    process.stderr.write(
      `${readingsFile} 只有 ${messages.length} 句，学不准；至少要 ${leastMessages} 句，请从示例规则手册复制一份，再加上本区的原话。\n`,
    );
    return 1;
  }
  const learnt = learnFrom(messages, lexicon, (done) => {
    process.stderr.write(`${done}\n`);
  });
  const to = path.join(folder, learntFile);
  writeFileSync(to, `${JSON.stringify({ of, ...learnt })}\n`);
  process.stdout.write(`已写入 ${to}\n`);
  return 0;
}

/** Stores the book as the current one; whistles already blown keep the version they were blown under (I7). */
async function keep(book: RuleBook, databaseUrl: string): Promise<number> {
  if (databaseUrl === '') {
    process.stderr.write('DATABASE_URL：请设为要存入的数据库地址，再运行一次。\n');
    return 2;
  }
  const source = createDataSource(databaseUrl, 2);
  try {
    await source.initialize();
    await migrate(source);
    const { isNew } = await createBooks(source).adopt(book);
    process.stdout.write(
      `${isNew ? '已存入新版本' : '数据库里已有这一版本'} ${book.version}，现为现行版本\n`,
    );
    return 0;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`DATABASE_URL：没有存入（${why}）\n`);
    return 1;
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

function sentence(folder: string, { file, line, severity, message }: Fault): string {
  const name = file === folder ? folder : path.join(folder, file);
  return `${name}:${Math.max(line, 1)} ${severity === 'error' ? '错误' : '警告'} ${message}`;
}

function summary({ version, title, orgs, members, matters }: RuleBook, warnings: number): string {
  const counts = `${orgs.length} 个单位，${members.length} 名人员，${matters.length} 项事项`;
  return `${title}：${counts}，${warnings} 处警告，版本 ${version}\n`;
}
