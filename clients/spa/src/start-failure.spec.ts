import { SettingsError } from './config/settings.js';
import { startFailure } from './start-failure.js';

it('names the settings that are wrong', () => {
  expect(startFailure(new SettingsError('VITE_API_URL must be set'))).toContain('VITE_API_URL');
});

it('says that the sign-in service is away only when it gave no answer', () => {
  expect(startFailure(new TypeError('Failed to fetch'))).toContain('cannot be reached');
  expect(startFailure(new SyntaxError('not JSON'))).not.toContain('cannot be reached');
});
