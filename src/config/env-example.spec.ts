import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerVariables, serverSchema } from './environment.schema.js';
import { readDotenvFile } from './environment.js';
import { parseSettings } from './parse-settings.js';

const path = join(__dirname, '../../.env.example');

it('describes every variable', () => {
  const text = readFileSync(path, 'utf8');
  const described = new Set(
    [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name),
  );
  const known = [...Object.keys(serverSchema.shape), ...providerVariables, 'IDENTITY_PROVIDERS'];
  expect(described).toEqual(new Set(known));
});

it('is a configuration that the API accepts as it is', () => {
  expect(parseSettings(readDotenvFile(path)).warnings).toEqual([]);
});
