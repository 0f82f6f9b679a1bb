import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

it('ships alert rules that Prometheus accepts', () => {
  const file = join(__dirname, '../../ops/prometheus/alerts.yml');
  const alerts = readFileSync(file, 'utf8').match(/- alert:/g) ?? [];
  const check = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
  expect(check).toMatchObject({ status: 0 });
  expect(check.stdout).toContain(`${alerts.length} rules found`);
});
