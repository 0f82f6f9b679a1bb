import { SettingsError } from '../config/index.js';
import { startupErrorMessage } from './startup-error-page.js';

it('names the settings that are wrong', () => {
  expect(startupErrorMessage(new SettingsError('VITE_API_URL must be set'))).toContain(
    'VITE_API_URL',
  );
});

it('says that the sign-in service is away only when it gave no answer', () => {
  expect(startupErrorMessage(new TypeError('Failed to fetch'))).toContain('cannot be reached');
  expect(startupErrorMessage(new SyntaxError('not JSON'))).not.toContain('cannot be reached');
});
