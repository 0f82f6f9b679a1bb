import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** How long requests under way may take after the signal. */
const graceMs = 3_500;

/** How often connections are looked for that have just answered their last request. */
const idleMs = 50;

/** Stops cleanly on SIGTERM and SIGINT: finishes what it is answering, then lets the process end. */
export function stopOnSignals(app: NestFastifyApplication): void {
  const log = new Logger('Process');
  const stop = () => {
    const server = app.getHttpServer();
    // Closing a server waits for kept-alive connections, which may stay idle for minutes.
    const idle = setInterval(() => server.closeIdleConnections(), idleMs);
    const grace = setTimeout(() => server.closeAllConnections(), graceMs);
    app
      .close()
      .catch((error: unknown) => {
        log.error(error);
        process.exitCode = 1;
      })
      .finally(() => {
        clearInterval(idle);
        clearTimeout(grace);
      });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
