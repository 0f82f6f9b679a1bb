import { Api, type LogLine } from '../support/api.js';
import { attacksOnTokens } from '../support/attack-catalogue.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';

// The catalogue of attacks once more, traced and with every line of the log: neither the log nor the spans hold a
// token, a name, an e-mail address or the address of a caller.

const endpoint = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const logs: LogLine[][] = [];
const tokens = new Set<string>();
let receiver: OtlpReceiver;

/** Remembers what was presented. Shorter values are words that a test uses as a token, such as `a`. */
function remember(authorization: string | null | undefined): void {
  for (const part of authorization?.split(/[\s.,]+/) ?? []) {
    if (part.length > 40) {
      tokens.add(part);
    }
  }
}

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  process.env[endpoint] = receiver.origin;
  const start = Api.start.bind(Api);
  jest.spyOn(Api, 'start').mockImplementation(async (provider, environment = {}, override) => {
    const more = { [endpoint]: receiver.origin, LOG_LEVEL: 'trace' };
    const api = await start(provider, { ...more, ...environment }, override);
    logs.push(api.log);
    return api;
  });
  const send = globalThis.fetch;
  jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    remember(new Headers(init?.headers).get('authorization'));
    return send(input, init);
  });
});

afterAll(async () => {
  jest.restoreAllMocks();
  delete process.env[endpoint];
  await receiver.stop();
});

describe.each(attacksOnTokens)('traced: %s', (name) => {
  jest.requireActual(`../${name}.spec.js`);
});

it('wrote no token, name or address of a person to the log or to a span', () => {
  const written = [JSON.stringify(logs), ...receiver.bodies.map((body) => body.toString('latin1'))];
  expect(tokens.size).toBeGreaterThan(100);
  expect(receiver.spans.filter(({ name }) => name === 'token check').length).toBeGreaterThan(50);
  expect(logs.flat().filter(({ msg }) => msg === 'request').length).toBeGreaterThan(100);
  for (const text of written) {
    expect([...tokens].filter((token) => text.includes(token))).toEqual([]);
    expect(text).not.toMatch(/eyJ[\w-]{10}|Lovelace|ada@|@contoso\.example/);
    expect(text).not.toMatch(/a3b1f0a4-6a34|(?<!\/\/)127\.0\.0\.1|::ffff:/);
  }
});
