import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings } from '../../src/config/index.js';

/** What the shell blocks of a page set, where they set the audience: each is a whole configuration. */
function configurationsOf(page: string): Record<string, string>[] {
  const text = readFileSync(join(__dirname, '../../docs', page), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .map(([, block]) => [...block!.matchAll(/^([A-Z][A-Z0-9_]*)=(\S+)(?: +#.*)?$/gm)])
    .map((lines) => Object.fromEntries(lines.map(([, name, value]) => [name!, value!])))
    .filter((variables) => Object.keys(variables).some((name) => name.endsWith('APP_CLIENT_ID')));
}

it.each([
  ['azure-b2c.md', 1],
  ['entra-id.md', 1],
  ['external-id.md', 1],
  ['customers-and-staff.md', 1],
  ['moving-to-external-id.md', 2],
])('shows configurations that the API accepts: %s', (page, count) => {
  const configurations = configurationsOf(page);
  expect(configurations).toHaveLength(count);
  for (const configuration of configurations) {
    expect(() => parseSettings(configuration)).not.toThrow();
  }
});
