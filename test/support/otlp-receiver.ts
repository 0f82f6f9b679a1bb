import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One span as it arrived. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Receives traces over OTLP/HTTP in protobuf, as a collector does. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** Every body that arrived. */
  readonly bodies: Buffer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OtlpReceiver> {
    const server = createServer();
    const receiver = new OtlpReceiver(server);
    server.on('request', (request, response) => {
      void buffer(request).then((body) => {
        receiver.bodies.push(body);
        receiver.spans.push(...spansOf(body));
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

type Fields = Map<number, (Buffer | bigint)[]>;

/** The fields of a message by their numbers: https://protobuf.dev/programming-guides/encoding/ */
function fieldsOf(message: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  const bytes = (length: number) => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const kind = tag & 7;
    const value = kind === 0 ? varint() : bytes(kind === 2 ? Number(varint()) : kind === 1 ? 8 : 4);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

function parts(fields: Fields, number: number): Buffer[] {
  return (fields.get(number) ?? []).filter((value) => Buffer.isBuffer(value));
}

/** opentelemetry/proto/trace/v1/trace.proto: resource spans, scope spans, spans. */
function spansOf(body: Buffer): ReceivedSpan[] {
  return parts(fieldsOf(body), 1)
    .flatMap((resource) => parts(fieldsOf(resource), 2))
    .flatMap((scope) => parts(fieldsOf(scope), 2))
    .map((span) => {
      const fields = fieldsOf(span);
      const hex = (number: number) => parts(fields, number)[0]?.toString('hex') ?? '';
      return {
        traceId: hex(1),
        spanId: hex(2),
        parentSpanId: hex(4),
        name: parts(fields, 5)[0]?.toString() ?? '',
        attributes: Object.fromEntries(parts(fields, 9).map(attributeOf)),
      };
    });
}

function attributeOf(attribute: Buffer): [string, string] {
  const fields = fieldsOf(attribute);
  const value = fieldsOf(parts(fields, 2)[0] ?? Buffer.alloc(0));
  const [first = ''] = [...value.values()].flat();
  return [parts(fields, 1)[0]?.toString() ?? '', first.toString()];
}
