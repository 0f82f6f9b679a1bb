import type { TestProvider } from '../../src/auth/testing/index.js';
import { Api } from '../support/api.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import { startProvider } from '../support/provider.js';
import { ScriptedProvider } from '../support/scripted-provider.js';
import { createSigningKey } from '../support/signing-key.js';
import { createToken } from '../support/token-maker.js';

const endpoint = 'OTEL_EXPORTER_OTLP_ENDPOINT';
let receiver: OtlpReceiver;
let provider: TestProvider;

beforeEach(async () => {
  receiver = await OtlpReceiver.start();
  // The exporter reads the variable itself.
  process.env[endpoint] = receiver.origin;
  provider = await startProvider();
});

afterEach(async () => {
  delete process.env[endpoint];
  await provider.close();
  await receiver.stop();
});

const start = async (of: { readonly origin: string } = provider) =>
  (await Api.start(of, { [endpoint]: receiver.origin })).whenReady();

const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;

it('makes request, token check and queries one trace, within that of the caller', async () => {
  const api = await start();
  const token = provider.token();
  const answer = await api.call('/tasks', {
    method: 'POST',
    token,
    body: { title: 'Traced' },
    headers: { traceparent },
  });
  expect(answer.status).toBe(201);
  await api.close();
  const spans = receiver.spans.filter(({ traceId }) => traceId === caller.traceId);
  const request = spans.find(({ name }) => name === 'POST /tasks');
  expect(request).toMatchObject({
    parentSpanId: caller.spanId,
    attributes: { 'http.route': '/tasks', 'http.response.status_code': '201' },
  });
  const children = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
  expect(children.map(({ name }) => name)).toContain('token check');
  const queries = children.filter(({ name }) => name === 'query');
  expect(queries.some(({ attributes }) => /insert/.test(attributes['db.query.text'] ?? ''))).toBe(
    true,
  );
  const line = api.log.find(({ requestId }) => requestId === answer.headers.get('x-request-id'));
  expect(line).toMatchObject({ msg: 'request', traceId: caller.traceId });
});

it('makes the fetch of keys part of the check that needs it, and passes the trace on', async () => {
  const scripted = await ScriptedProvider.start();
  const policy = scripted.policy();
  const api = await start(scripted);
  const received: unknown[] = [];
  policy.keys = [await createSigningKey('a new key')];
  policy.keysBehaviour = (request, response) => {
    received.push(request.headers['traceparent']);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: policy.keys.map(({ jwk }) => jwk) }));
  };
  const answer = await api.call('/me', { token: createToken(policy), headers: { traceparent } });
  expect(answer.status).toBe(200);
  await api.close();
  await scripted.close();
  const spans = receiver.spans.filter(({ traceId }) => traceId === caller.traceId);
  const check = spans.find(({ name }) => name === 'token check');
  const fetches = spans.filter(({ name }) => name === 'key fetch');
  expect(fetches.map(({ parentSpanId }) => parentSpanId)).toContain(check?.spanId);
  expect(fetches.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`)).toContain(received[0]);
});

it('names the reason of a refusal', async () => {
  const api = await start();
  const token = provider.token({ claims: { aud: 'other' } });
  expect((await api.call('/me', { token, headers: { traceparent } })).status).toBe(401);
  await api.close();
  const reasons = receiver.spans
    .filter(({ traceId }) => traceId === caller.traceId)
    .map(({ name, attributes }) => [name, attributes['error.type']]);
  expect(reasons).toEqual(
    expect.arrayContaining([
      ['token check', 'audience'],
      ['GET /me', 'audience'],
    ]),
  );
});
