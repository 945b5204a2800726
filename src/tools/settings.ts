import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '../config.ts';

interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly zh: string;
  readonly en: string;
}

const markers = {
  begin: '<!-- settings: made by `npm run settings` -->',
  end: '<!-- /settings -->',
};
const heads = {
  en: ['Name', 'Default', 'What it is'],
  zh: ['名称', '默认值', '说明'],
} as const;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, now, wanted } of settingsFiles(process.cwd())) {
    if (now !== wanted) writeFileSync(name, wanted);
    process.stdout.write(`${now === wanted ? '未变' : '已写'} ${name}\n`);
  }
}

/** `.env.example` and both READMEs, as they are in that folder and as the schema wants them. */
export function settingsFiles(
  root: string,
): { readonly name: string; readonly now: string; readonly wanted: string }[] {
  const settings = readSettings();
  const file = (name: string, make: (now: string) => string) => {
    const now = readFileSync(path.join(root, name), 'utf8');
    return { name, now, wanted: make(now) };
  };
  return [
    file('.env.example', () => envExample(settings)),
    file('README.md', (now) => between(now, table(settings, 'en'))),
    file('README.zh.md', (now) => between(now, table(settings, 'zh'))),
  ];
}

function readSettings(): Setting[] {
  return Object.entries(environment.shape).map(([name, schema]) => ({
    name,
    fallback: fallbackOf(schema),
    zh: schema.description ?? '',
    en: schema.meta()?.en ?? '',
  }));
}

/** A default lies under whatever was piped or wrapped around it. */
function fallbackOf(schema: unknown): string {
  const { defaultValue, innerType, in: before } = definitionOf(schema);
  if (typeof defaultValue === 'string' || typeof defaultValue === 'number')
    return `${defaultValue}`;
  const inner = innerType ?? before;
  return inner === undefined ? '' : fallbackOf(inner);
}

function definitionOf(schema: unknown): Readonly<Record<string, unknown>> {
  const isSchema = typeof schema === 'object' && schema !== null && 'def' in schema;
  return isSchema ? (schema.def as Readonly<Record<string, unknown>>) : {};
}

function envExample(settings: readonly Setting[]): string {
  const head =
    '# 复制为 .env 后修改；全部可选，不改的行保持注释即可。\n# Copy to .env and edit; all optional, leave what you do not change commented out.\n';
  const lines = settings.map(
    ({ name, fallback, zh, en }) => `\n# ${zh}\n# ${en}\n# ${name}=${fallback}\n`,
  );
  const tail =
    '\n# 仅用于 compose.yaml：数据库密码，只用字母和数字。\n# For compose.yaml only: the database password, letters and digits.\n# POSTGRES_PASSWORD=\n';
  return head + lines.join('') + tail;
}

function table(settings: readonly Setting[], language: 'en' | 'zh'): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const code = (text: string) => (text === '' ? '' : `\`${text}\``);
  return [
    row(heads[language]),
    row(heads[language].map(() => '---')),
    ...settings.map((one) => row([code(one.name), code(one.fallback), one[language]])),
  ].join('\n');
}

function between(text: string, made: string): string {
  const [before, rest] = text.split(markers.begin);
  const after = rest?.split(markers.end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`no ${markers.begin} … ${markers.end}`);
  return `${before}${markers.begin}\n\n${made}\n\n${markers.end}${after}`;
}
