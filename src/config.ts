import { z } from 'zod';

declare module 'zod' {
  interface GlobalMeta {
    /** The English text beside the Chinese description. */
    en?: string;
  }
}

/** What the process is configured with: read once, every fault at once (design 5). */
export type Config = Readonly<ReturnType<typeof toConfig>>;

/** Every fault of the environment, each naming its variable and the mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

const url = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol),
      `要写成 ${schemes.map((one) => `${one}//…`).join(' 或 ')} 形式的地址`,
    );
const port = z.coerce
  .number('要是 1–65535 的端口号')
  .int('要是 1–65535 的端口号')
  .min(1, '要是 1–65535 的端口号')
  .max(65535, '要是 1–65535 的端口号');
const roles = ['web', 'hear', 'work'] as const;
export type Role = (typeof roles)[number];

/**
 * The environment's own schema: `.env.example` and the READMEs' tables are made from it by `npm run settings`.
 * `describe` is the Chinese text, `en` the English one.
 */
export const environment = z.object({
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('PostgreSQL 地址。不设则自带一个（生产环境必填）。')
    .meta({
      en: 'PostgreSQL address. Without it the product brings its own (required in production).',
    }),
  DATABASE_DIRECT_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('经连接池访问时，另给一个直连地址，供认领锁使用。')
    .meta({
      en: 'Behind a connection pooler: a second, direct address, for the locks that claim work.',
    }),
  REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .describe('Redis 地址。不设则队列放在 PostgreSQL 里。')
    .meta({ en: 'Redis address. Without it the queue lives in PostgreSQL.' }),
  PORT: port
    .default(8080)
    .describe('本产品的 HTTP 端口。')
    .meta({ en: 'HTTP port of the product.' }),
  PUBLIC_URL: url('http:', 'https:')
    .optional()
    .describe('外部访问本产品的地址（自建应用回调、网页用）。')
    .meta({
      en: 'Address of the product as seen from outside (callback of the self-built app, pages).',
    }),
  ROLES: z
    .string()
    .default(roles.join(','))
    .transform((value) => value.split(',').map((one) => one.trim()))
    .pipe(
      z.array(z.enum(roles, '只能从 web、hear、work 里选，用逗号分开')).min(1, '至少要有一个角色'),
    )
    .describe('本进程承担的角色：web 网页与回调，hear 长连接，work 发送与计时。')
    .meta({
      en: 'What this process does: `web` pages and callbacks, `hear` long connection, `work` sending and clocks.',
    }),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      '只能是 fatal、error、warn、info、debug、silent 之一',
    )
    .default('info')
    .describe('日志级别。')
    .meta({ en: 'Log level.' }),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('自带的数据库和模拟器把数据放在这里。')
    .meta({ en: 'Where the built-in database and simulator keep their data.' }),
  RULEBOOK: z
    .string()
    .min(1)
    .default('rulebooks/panlong')
    .describe('规则手册所在的文件夹。')
    .meta({ en: 'Folder of the rule book.' }),
  TIME_SCALE: z.coerce
    .number('要是大于 0 的数')
    .positive('要是大于 0 的数')
    .max(3600, '不能超过 3600')
    .optional()
    .describe('业务时间的倍速（默认 1；自带模拟器时 60；生产环境不可用）。')
    .meta({
      en: 'Speed of business time (1; 60 with the built-in simulator; refused in production).',
    }),
  TIME_START: z.iso
    .datetime({ offset: true, error: '要写成 2026-11-23T09:00:00+08:00 的形式' })
    .optional()
    .describe('业务时间的起点（测试用，只在首次启动时生效）。')
    .meta({ en: 'Where business time begins (for tests; taken at the first start only).' }),
  SIMULATOR: z
    .enum(['on', 'off'], '只能是 on 或 off')
    .optional()
    .describe('自带的企业微信模拟器。配了任何 WECOM_ 凭据或 NODE_ENV=production 时默认 off。')
    .meta({
      en: 'The built-in WeCom simulator. Off by default when a WECOM_ credential is set or NODE_ENV=production.',
    }),
  SIMULATOR_PORT: port
    .default(8090)
    .describe('模拟器聊天页的端口。')
    .meta({ en: 'Port of the simulator and its chat page.' }),
  NODE_ENV: z
    .string()
    .optional()
    .describe('production 表示生产环境：不自带任何服务。')
    .meta({ en: '`production`: nothing built-in starts.' }),
  WECOM_API_BASE: url('http:', 'https:')
    .default('https://qyapi.weixin.qq.com')
    .describe('企业微信服务端接口地址（私有部署改这里）。')
    .meta({ en: 'Origin of the WeCom server API (change it for a private deployment).' }),
  WECOM_OAUTH_BASE: url('http:', 'https:')
    .default('https://open.weixin.qq.com')
    .describe('网页授权地址。')
    .meta({ en: 'Origin of the web authorisation page.' }),
  WECOM_LOGIN_BASE: url('http:', 'https:')
    .default('https://login.work.weixin.qq.com')
    .describe('扫码登录地址。')
    .meta({ en: 'Origin of the QR login page.' }),
  WECOM_CORP_ID: z
    .string()
    .min(1)
    .optional()
    .describe('企业 ID（自建应用）。')
    .meta({ en: 'Corp ID (self-built app).' }),
  WECOM_AGENT_ID: z.coerce
    .number('要是数字')
    .int('要是整数')
    .positive('要是正整数')
    .optional()
    .describe('自建应用的 AgentId。')
    .meta({ en: 'AgentId of the self-built app.' }),
  WECOM_AGENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('自建应用的 Secret。')
    .meta({ en: 'Secret of the self-built app.' }),
  WECOM_TOKEN: z
    .string()
    .regex(/^[0-9A-Za-z]{1,32}$/u, '要是不超过 32 位的字母和数字')
    .optional()
    .describe('自建应用回调的 Token。')
    .meta({ en: 'Callback token of the self-built app.' }),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[0-9A-Za-z]{43}$/u, '要是 43 位的字母和数字')
    .optional()
    .describe('自建应用回调的 EncodingAESKey。')
    .meta({ en: 'Callback EncodingAESKey of the self-built app.' }),
  WECOM_BOT_ID: z
    .string()
    .min(1)
    .optional()
    .describe('智能机器人的 Bot ID（长连接）。')
    .meta({ en: 'Bot ID of the smart bot (long connection).' }),
  WECOM_BOT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('智能机器人的 Secret（长连接）。')
    .meta({ en: 'Secret of the smart bot (long connection).' }),
  WECOM_BOT_WS_URL: url('ws:', 'wss:')
    .optional()
    .describe('智能机器人长连接地址（私有部署改这里）。')
    .meta({ en: 'Address of the long connection (change it for a private deployment).' }),
});

type Environment = z.infer<typeof environment>;

/** Planned ways of WeCom that this version does not speak yet: set, they are a fault, not silently ignored. */
const notYet = ['WECOM_BOT_TOKEN', 'WECOM_BOT_ENCODING_AES_KEY', 'WECOM_ROBOT_KEYS_FILE'] as const;

/** Reads the environment. Throws one `ConfigError` with all its faults. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' && name in environment.shape),
  );
  const parsed = environment.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const wrong = new Set(issues.map((one) => String(one.path[0])));
  const right = Object.entries(given).filter(([name]) => !wrong.has(name));
  const faults = [
    ...issues.map((one) => `${String(one.path[0])}：${one.message}。`),
    ...crossFaults(environment.parse(Object.fromEntries(right)), env, wrong),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data);
}

/** What does not go together. A `wrong` value is told for itself: here it counts as given. */
function crossFaults(
  env: Environment,
  raw: Readonly<Record<string, string | undefined>>,
  wrong: ReadonlySet<string>,
): string[] {
  const isGiven = (name: keyof Environment) => env[name] !== undefined || wrong.has(name);
  const production = env.NODE_ENV === 'production';
  const faults: string[] = [];
  const half = (names: readonly (keyof Environment)[], what: string) => {
    const missing = names.filter((name) => !isGiven(name));
    if (missing.length > 0 && missing.length < names.length)
      faults.push(`${missing.join('、')}：${what}只配了一半，请补上，或全部去掉。`);
  };
  half(['WECOM_BOT_ID', 'WECOM_BOT_SECRET'], '智能机器人');
  half(
    [
      'WECOM_CORP_ID',
      'WECOM_AGENT_ID',
      'WECOM_AGENT_SECRET',
      'WECOM_TOKEN',
      'WECOM_ENCODING_AES_KEY',
    ],
    '自建应用',
  );
  if (env.WECOM_BOT_SECRET !== undefined && raw.WECOM_BOT_TOKEN)
    faults.push(
      'WECOM_BOT_TOKEN：与 WECOM_BOT_SECRET 只能配一个，企业微信同一时间只允许一种接入方式。',
    );
  for (const name of notYet)
    if (raw[name] && !(name === 'WECOM_BOT_TOKEN' && env.WECOM_BOT_SECRET !== undefined))
      faults.push(
        `${name}：本版本还不支持这种接入方式，请改用长连接（WECOM_BOT_ID、WECOM_BOT_SECRET）并去掉这一项。`,
      );
  if (production && !isGiven('DATABASE_URL'))
    faults.push(
      'DATABASE_URL：生产环境必须指定数据库地址，例如 postgres://用户:密码@主机:5432/shaoxiang。',
    );
  if (production && env.TIME_SCALE !== undefined && env.TIME_SCALE !== 1)
    faults.push('TIME_SCALE：生产环境不能改倍速，请去掉这一项。');
  if (!simulated(env) && env.WECOM_BOT_ID === undefined && env.WECOM_CORP_ID === undefined) {
    faults.push(
      'WECOM_BOT_ID、WECOM_BOT_SECRET：还没有接入企业微信。请配智能机器人（或自建应用 WECOM_CORP_ID 等五项），或设 SIMULATOR=on 先用模拟器。',
    );
  }
  if (env.SIMULATOR === 'on' && hasCredential(env))
    faults.push('SIMULATOR：已配了 WECOM_ 凭据，自带模拟器不能同时打开，请去掉其中一方。');
  if (simulated(env) && env.PORT === env.SIMULATOR_PORT && !wrong.has('PORT'))
    faults.push('SIMULATOR_PORT：与 PORT 相同，请换一个端口。');
  return faults;
}

const hasCredential = (env: Environment): boolean =>
  [
    env.WECOM_BOT_ID,
    env.WECOM_BOT_SECRET,
    env.WECOM_CORP_ID,
    env.WECOM_AGENT_ID,
    env.WECOM_AGENT_SECRET,
    env.WECOM_TOKEN,
    env.WECOM_ENCODING_AES_KEY,
  ].some((one) => one !== undefined);

const simulated = (env: Environment): boolean =>
  (env.SIMULATOR ?? (hasCredential(env) || env.NODE_ENV === 'production' ? 'off' : 'on')) === 'on';

function toConfig(env: Environment) {
  const bot =
    env.WECOM_BOT_ID !== undefined && env.WECOM_BOT_SECRET !== undefined
      ? { botId: env.WECOM_BOT_ID, secret: env.WECOM_BOT_SECRET, wsUrl: env.WECOM_BOT_WS_URL }
      : null;
  const {
    WECOM_CORP_ID: corpId,
    WECOM_AGENT_ID: agentId,
    WECOM_AGENT_SECRET: secret,
    WECOM_TOKEN: token,
    WECOM_ENCODING_AES_KEY: encodingAesKey,
  } = env;
  const app =
    corpId !== undefined &&
    agentId !== undefined &&
    secret !== undefined &&
    token !== undefined &&
    encodingAesKey !== undefined
      ? { apiBase: env.WECOM_API_BASE, corpId, agentId, secret, token, encodingAesKey }
      : null;
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    directUrl: env.DATABASE_DIRECT_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? null,
    roles: env.ROLES,
    logLevel: env.LOG_LEVEL,
    dataDir: env.DATA_DIR,
    rulebook: env.RULEBOOK,
    timeScale: env.TIME_SCALE ?? null,
    timeStart: env.TIME_START === undefined ? null : new Date(env.TIME_START).toISOString(),
    simulator: simulated(env) ? { port: env.SIMULATOR_PORT } : null,
    bot,
    app,
  } as const;
}
