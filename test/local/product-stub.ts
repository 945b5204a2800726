// A product that only holds its database: started, killed and looked at by the tests.
import { startPostgres } from '../../src/local/postgres.ts';

const log = { info: () => undefined, warn: () => undefined };
const { url, adopted } = await startPostgres({ dataDir: process.argv[2]!, log });
process.stdout.write(`${JSON.stringify({ url, adopted })}\n`);
setInterval(() => undefined, 1000);
