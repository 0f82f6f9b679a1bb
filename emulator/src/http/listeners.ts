import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  createDevelopmentCertificate,
  type DevelopmentCertificate,
  openCertificate,
} from '../certificates/index.js';
import { listen, type Listening, type LoopbackHost } from './loopback-listener.js';
import { type Handler, requestListener } from './request-listener.js';

interface ListenerOptions {
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly host?: LoopbackHost;
  readonly certificateDir?: string;
  /** Host names that are answered besides the loopback names. */
  readonly customDomains?: readonly string[];
  readonly log?: (line: string) => void;
}

/** The open HTTP and HTTPS listeners. */
export interface Listeners {
  readonly httpOrigin: string;
  readonly httpsOrigin: string | undefined;
  readonly caCertificate: string | undefined;
  /** Sets the handler; earlier requests wait for it. Issuers are known only after ports are. */
  serve(handler: Handler): void;
  close(): Promise<void>;
}

/** Opens the HTTP listener and, if a port is configured, the HTTPS listener. */
export async function openListeners(options: ListenerOptions): Promise<Listeners> {
  const { httpPort = 0, httpsPort, host = 'localhost', customDomains = [] } = options;
  const log = (line: string) => options.log?.(`[local emulator] ${line}`);
  const { handle, serve } = lateHandler();

  const http = await listen(
    () => createHttpServer(requestListener('http', handle, log, customDomains)),
    host,
    httpPort,
  );
  try {
    const secure =
      httpsPort === undefined ? undefined : await openHttps(options, host, httpsPort, handle, log);
    const name = host === '::1' ? '[::1]' : host;
    return {
      httpOrigin: `http://${name}:${http.port}`,
      httpsOrigin: secure && `https://${name}:${secure.listening.port}`,
      caCertificate: secure?.certificate.ca,
      serve,
      close: async () => {
        await Promise.all([http.close(), secure?.listening.close()]);
      },
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

async function openHttps(
  { certificateDir, customDomains = [] }: ListenerOptions,
  host: LoopbackHost,
  port: number,
  handle: Handler,
  log: (line: string) => void,
): Promise<{ listening: Listening; certificate: DevelopmentCertificate }> {
  const certificate =
    certificateDir === undefined
      ? await createDevelopmentCertificate(customDomains)
      : await openCertificate(certificateDir, customDomains);
  const tls = { key: certificate.key, cert: [certificate.certificate, certificate.ca].join('\n') };
  const listening = await listen(
    () => createHttpsServer(tls, requestListener('https', handle, log, customDomains)),
    host,
    port,
  );
  return { listening, certificate };
}

// Holds requests until the handler is set.
function lateHandler(): { handle: Handler; serve: Listeners['serve'] } {
  const arrived: { handler?: Handler } = {};
  const waiting: (() => void)[] = [];
  return {
    handle: async (request) => {
      if (!arrived.handler) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return arrived.handler?.(request);
    },
    serve: (handler) => {
      arrived.handler = handler;
      for (const resume of waiting) {
        resume();
      }
    },
  };
}
