import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';

/** How long requests under way may take after the signal; the process is gone a second later at most. */
const graceMs = 4_000;

/**
 * Stops cleanly on SIGTERM and SIGINT: accepts nothing new, finishes what it is answering, then
 * closes the database and lets the process end.
 */
export function stopOnSignals(app: NestFastifyApplication, log: Logger): void {
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn('some requests took too long; their connections are closed');
      app.getHttpServer().closeAllConnections();
    }, graceMs).unref();
    app.close().then(
      () => log.info('stopped'),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exitCode = 1;
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
