import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from 'test-support';
import { Api } from '../support/api.js';
import { startProvider } from '../support/provider.js';

const root = join(__dirname, '../..');
const rules = readFileSync(join(root, 'ops/prometheus/alerts.yml'), 'utf8');
const dashboard = JSON.parse(readFileSync(join(root, 'ops/grafana/tasks-api.json'), 'utf8')) as {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
};

async function publishedNames(): Promise<Set<string>> {
  const provider = await startProvider();
  const port = await freePort();
  const api = await Api.start(provider, {
    METRICS_PORT: String(port),
    RATE_LIMIT_PER_IP: '300/60',
    // Nothing is there: what the metrics tell then is published as well.
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/nothing`,
  });
  await api.whenAllKeysAreThere();
  await api.call('/tasks', { token: provider.token() });
  await api.call('/tasks', { token: 'none' });
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await api.close();
  await provider.close();
  return new Set([...text.matchAll(/^([a-z_0-9]+)(?=[{ ])/gm)].map(([, name]) => name!));
}

it('names metrics that the API publishes, in rules and dashboard', async () => {
  const published = await publishedNames();
  const expressions = [
    ...[...rules.matchAll(/^ +expr: (.+)$/gm)].map(([, expression]) => expression!),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
  const named = expressions.flatMap(
    (expression) =>
      expression.match(/\b(?:auth|database|http|nodejs|process|rate_limit)_[a-z_0-9]+(?!["\w])/g) ??
      expression,
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !published.has(name))).toEqual([]);
});

it('explains every alert in the runbook, and no other', () => {
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const page = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(explained).toEqual(alerts);
});
