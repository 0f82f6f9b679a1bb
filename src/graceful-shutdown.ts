import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';

/** How long requests in progress may take after the signal. The documents promise an end within 5 s. */
const gracePeriodMs = 3_500;

/** How often connections that have become idle are closed. */
const closeIdleIntervalMs = 50;

/**
 * Shuts down on SIGTERM and SIGINT: accepts no more connections, finishes the requests in progress, closes
 * the database and lets the process end. During startup the process exits at once.
 */
export function shutDownOnSignals(app: NestFastifyApplication, log: Logger): void {
  const server = app.getHttpServer();
  const shutDown = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    if (!server.listening) {
      // No request is being served, and the database discards what is not committed.
      log.info('stopped');
      process.exit(0);
    }
    // Closing a server waits for kept-alive connections, which may stay idle for minutes.
    const closeIdle = setInterval(() => server.closeIdleConnections(), closeIdleIntervalMs);
    const gracePeriod = setTimeout(() => {
      log.warn('some requests took too long; their connections are closed');
      server.closeAllConnections();
    }, gracePeriodMs);
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
        clearInterval(closeIdle);
        clearTimeout(gracePeriod);
      });
  };
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
}
