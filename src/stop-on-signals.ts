import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';

/** How long requests under way may take after the signal: less than the 5 seconds that are promised. */
const graceMs = 3_500;

/** How often connections are looked for that have just answered their last request. */
const idleMs = 50;

/**
 * Stops cleanly on SIGTERM and SIGINT: accepts nothing new, finishes what it is answering, then
 * closes the database and lets the process end. A start is given up at once.
 */
export function stopOnSignals(app: NestFastifyApplication, log: Logger): void {
  const server = app.getHttpServer();
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    if (!server.listening) {
      // Nobody is being served, and what a database has not committed it forgets.
      log.info('stopped');
      process.exit(0);
    }
    // Closing a server waits for kept-alive connections, which may stay idle for minutes.
    const idle = setInterval(() => server.closeIdleConnections(), idleMs);
    const grace = setTimeout(() => {
      log.warn('some requests took too long; their connections are closed');
      server.closeAllConnections();
    }, graceMs);
    app
      .close()
      .then(
        () => log.info('stopped'),
        (error: unknown) => {
          log.error({ err: error }, 'did not stop cleanly');
          process.exitCode = 1;
        },
      )
      .finally(() => {
        clearInterval(idle);
        clearTimeout(grace);
      });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
