import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings, type Settings } from '../../src/config/index.js';

const example = readFileSync(join(__dirname, '../../.env.example'), 'utf8');

/** The variables that `.env.example` describes. */
export const environmentNames: ReadonlySet<string> = new Set(
  [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!),
);

/** What the API makes of these variables. */
export function serverSettingsOf(variables: Readonly<Record<string, string>>): Settings {
  return parseSettings(variables);
}
