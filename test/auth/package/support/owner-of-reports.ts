import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

/** What became of a call, whichever way it went. */
export interface Outcome {
  /** The status that it would have over HTTP. */
  readonly status: unknown;
  readonly body?: unknown;
  /** The headers of a refusal, those of the response or those in the error. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Where a project listens: for HTTP, and for messages over TCP. */
export interface Address {
  readonly origin: string;
  readonly tcpPort: number;
}

/** Over HTTP. */
export async function askGraphql({ origin }: Address, token?: string): Promise<Outcome> {
  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query: '{ owner }' }),
  });
  const { data, errors } = (await response.json()) as {
    readonly data?: { readonly owner: unknown } | null;
    readonly errors?: readonly { readonly extensions: { readonly status: number } }[];
  };
  return {
    status: errors?.[0]?.extensions.status ?? 200,
    body: data?.owner,
    headers: Object.fromEntries(response.headers),
  };
}

/** What a client of Nest's own gateways and microservices learns of a refusal. */
function refused(error: unknown): Outcome {
  const { statusCode, headers } = error as { statusCode?: number; headers: Outcome['headers'] };
  const lowerCase = Object.entries(headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return { status: statusCode, headers: Object.fromEntries(lowerCase) as Outcome['headers'] };
}

const accepted = (body: unknown): Outcome => ({ status: 200, body, headers: {} });

/** Over socket.io, with the token in `auth`. */
export async function askSocketIo({ origin }: Address, token?: string): Promise<Outcome> {
  const auth = token === undefined ? {} : { token };
  const socket = io(origin, { auth, forceNew: true, reconnection: false });
  try {
    return await new Promise<Outcome>((resolve) => {
      socket.once('connect_error', (error) =>
        resolve(refused((error as Error & { data: unknown }).data)),
      );
      socket.once('exception', (error) => resolve(refused(error)));
      socket.emit('owner', null, (owner: unknown) => resolve(accepted(owner)));
    });
  } finally {
    socket.disconnect();
  }
}

/** Over ws, with the token in the header of the handshake. */
export async function askWs({ origin }: Address, token?: string): Promise<Outcome> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(origin.replace('http', 'ws'), { headers });
  try {
    return await new Promise<Outcome>((resolve) => {
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_, response) =>
        resolve({ status: response.statusCode, headers: response.headers }),
      );
      socket.once('open', () => socket.send('{"event":"owner"}'));
      socket.once('message', (message: Buffer) => {
        const answer = JSON.parse(message.toString()) as string | { readonly data: unknown };
        resolve(typeof answer === 'string' ? accepted(answer) : refused(answer.data));
      });
    });
  } finally {
    socket.terminate();
  }
}

/** Over TCP, with the token in the payload of the message. */
export async function askTcp({ tcpPort }: Address, token?: string): Promise<Outcome> {
  const options = { host: '127.0.0.1', port: tcpPort };
  const client = ClientProxyFactory.create({ transport: Transport.TCP, options });
  const payload = token === undefined ? {} : { auth: { token } };
  try {
    return accepted(await firstValueFrom(client.send('owner', payload)));
  } catch (error) {
    return refused(error);
  } finally {
    await client.close();
  }
}
