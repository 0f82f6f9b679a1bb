import { defaultClientIds, defaultSecrets, demoUser } from '../emulator/dist/index.js';
import { withMigration } from './migration.mjs';
import { services } from './services.mjs';

/**
 * The variables that `npm run dev` starts the API with. `doctor` and `token:explain` use them with
 * `--local`.
 *
 * @param {{ migration: boolean }} how whether it is `npm run dev -- --migration`
 * @returns {Readonly<Record<string, string>>}
 */
export function apiEnvironment({ migration }) {
  const plain = services({ clientIds: defaultClientIds, webSecret: defaultSecrets.web, demoUser });
  const all = migration ? withMigration(plain) : plain;
  return all.find(({ name }) => name === 'api')?.env ?? {};
}
