import { defaultClientIds, defaultSecrets, demoUser } from '../emulator/dist/index.js';
import { services } from './services.mjs';

/**
 * The variables that `npm run dev` starts the API with. `doctor` and `token:explain` use them with
 * `--local`.
 *
 * @returns {Readonly<Record<string, string>>}
 */
export function apiEnvironment() {
  const all = services({ clientIds: defaultClientIds, webSecret: defaultSecrets.web, demoUser });
  return all.find(({ name }) => name === 'api')?.env ?? {};
}
