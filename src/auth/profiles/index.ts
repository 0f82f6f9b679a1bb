import type { AuthOptions } from '../auth.options.js';
import { b2cProfile } from './b2c.profile.js';
import type { TokenProfile } from './token-profile.js';

/** The one place that asks which identity provider it is. */
export function tokenProfile(options: AuthOptions['token']): TokenProfile {
  switch (options.kind) {
    case 'b2c':
      return b2cProfile(options);
  }
}

export type { TokenProfile } from './token-profile.js';
