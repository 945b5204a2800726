import { connectLines, readConfig } from './config.ts';
import { startSimulator, type Simulator } from './simulator.ts';

const config = read();
const simulator = await start();
if (!config.hasParent)
  for (const line of connectLines(simulator.credentials, simulator.url)) say(line);
say(`ready ${simulator.url}/`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
if (config.hasParent) {
  process.stdin.on('end', end).on('error', end).resume();
}

/** Flushes and leaves; the second call finds it already under way. */
function end(): void {
  if (stopping) return;
  stopping = true;
  simulator.stop().then(
    () => process.exit(0),
    (error: unknown) => fail(error),
  );
}

function read() {
  try {
    return readConfig(process.env);
  } catch (error) {
    return fail(error);
  }
}

async function start(): Promise<Simulator> {
  try {
    return await startSimulator(config);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      return fail(
        new Error(`端口 ${config.port} 已被占用：请用环境变量 SIMULATOR_PORT 换一个端口。`),
      );
    return fail(error);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
