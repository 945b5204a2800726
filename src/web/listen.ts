import type { Server } from 'node:http';
import type Koa from 'koa';

/** Listens on every address. `close` lets what is in hand finish, for five seconds at most. */
export async function listen(
  app: Koa,
  port: number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = await new Promise<Server>((resolve, reject) => {
    const one = app.listen(port);
    one.once('listening', () => resolve(one));
    one.once('error', reject);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), 5000);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
