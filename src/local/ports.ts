import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { codeOf } from './local-error.ts';

/** A port nobody listens on at this moment; should another program take it first, the start is tried again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether nobody listens on this port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const code = await new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen(port, '127.0.0.1', () => resolve(''));
  });
  await new Promise((resolve) => server.close(resolve));
  return code !== 'EADDRINUSE';
}
