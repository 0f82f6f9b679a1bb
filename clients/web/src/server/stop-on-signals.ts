import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** How long requests in flight may take after the signal. */
const gracePeriodMs = 3_500;

/** How often connections are closed whose last request has been answered. */
const closeIdleEveryMs = 50;

/** Shuts down on SIGTERM and SIGINT: requests in flight are answered, then the process ends. */
export function stopOnSignals(app: NestFastifyApplication): void {
  const log = new Logger('Process');
  const stop = () => {
    const server = app.getHttpServer();
    // Closing a server waits for keep-alive connections, which may stay idle for minutes.
    const idle = setInterval(() => server.closeIdleConnections(), closeIdleEveryMs);
    const grace = setTimeout(() => server.closeAllConnections(), gracePeriodMs);
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
