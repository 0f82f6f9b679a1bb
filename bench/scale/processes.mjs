import { mkdtempSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiProcess } from '../soak/api-process.mjs';
import { freePort } from '../support/program.mjs';
import { defaultClientIds } from '../../emulator/dist/index.js';

/** Starts two processes of the built API on one database and one Redis. */
export async function startTwo(provider, variables) {
  const folder = mkdtempSync(join(tmpdir(), 'scale-'));
  const environment = {
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: defaultClientIds.api,
    APPLICATION_CLIENTS: defaultClientIds.daemon,
    AUTH_POLICY_NAME: 'B2C_1_signupsignin',
    AUTHORITY_HOST: provider.httpOrigin,
    RATE_LIMIT_PER_IP: '1000000/60',
    RATE_LIMIT_PER_SUBJECT: '1000000/60',
    LOG_LEVEL: 'warn',
    ...variables,
  };
  const processes = [];
  for (const name of ['one', 'other']) {
    const ports = { port: await freePort(), metricsPort: await freePort() };
    const process = new ApiProcess(name, { ...ports, environment, logFile: join(folder, name) });
    process.start();
    await process.untilReady();
    processes.push(process);
  }
  return processes;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** A request on a connection that is kept; resolves to status, headers and body, or rejects. */
export function call(origin, path, { token, method = 'GET', body, headers = {} }) {
  const text = body && JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      origin + path,
      {
        method,
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          ...(text && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          }),
          ...headers,
        },
      },
      (answer) => {
        let received = '';
        answer.setEncoding('utf8').on('data', (chunk) => (received += chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            headers: answer.headers,
            body: received.startsWith('{') ? JSON.parse(received) : undefined,
          }),
        );
      },
    );
    outgoing.on('error', reject).end(text);
  });
}
