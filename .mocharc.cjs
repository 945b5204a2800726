'use strict';
// MOCHA_FAST (npm run test:fast): only the tests that need nothing. Files named on the command line: only those.
// Everything otherwise.
const fast = process.env.MOCHA_FAST === '1';
const named = process.argv.slice(2).some((one) => one.endsWith('.spec.ts'));
const spec = named ? [] : ['test/**/*.spec.ts', 'simulator/test/**/*.spec.ts'];

module.exports = {
  spec,
  ...(fast ? { ignore: ['**/*.int.spec.ts', '**/*.e2e.spec.ts'] } : {}),
  reporter: './test/support/reporter.cjs',
  timeout: fast ? 5000 : 60000,
  'forbid-only': process.env.CI === 'true',
};
