import { connect } from 'node:net';

/** What came back over a connection until it was closed. */
export interface RawAnswer {
  readonly status: number;
  /** The header section, in lower case. */
  readonly headers: string;
  readonly body: string;
}

/** Sends bytes as they are and reads what comes back until the connection closes. */
export function sendRaw(origin: string, text: string): Promise<RawAnswer> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => {
      const [headers = '', body = ''] = answer.split('\r\n\r\n');
      resolve({ status: Number(headers.split(' ')[1]), headers: headers.toLowerCase(), body });
    });
    socket.on('error', reject);
    socket.write(text);
  });
}
