import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuiltApi } from '../support/built-api.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import { audience, policyName, startProvider } from '../support/provider.js';
import { createTestDatabase } from '../support/test-database.js';

it('traces the built API where the environment says so', async () => {
  const provider = await startProvider();
  const database = await createTestDatabase();
  const receiver = await OtlpReceiver.start();
  const api = await BuiltApi.start({
    TENANT_NAME: 'contoso',
    APP_CLIENT_ID: audience,
    AUTH_POLICY_NAME: policyName,
    AUTHORITY_HOST: provider.origin,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.origin,
    ...database.environment,
  });
  await api.until('/health/ready', 200);
  const headers = { authorization: `Bearer ${await provider.token()}` };
  expect((await fetch(`${api.origin}/tasks`, { headers })).status).toBe(200);
  api.signal('SIGTERM');
  expect(await api.exit()).toBe(0);
  expect(receiver.spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['GET /tasks', 'token check', 'key fetch', 'query']),
  );
  await receiver.stop();
  await provider.close();
  await database.remove();
});

it('keeps OpenTelemetry out of the bundle, so that it is loaded only where it is used', () => {
  const bundle = readFileSync(join(__dirname, '../../dist/run-api.js'), 'utf8');
  expect(bundle).toContain('import("./tracing/index.js")');
  expect(bundle).not.toMatch(/@opentelemetry\/(?:core|exporter|resources|sdk-trace)/);
});
