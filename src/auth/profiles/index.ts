import type { AuthOptions } from '../auth.options.js';
import { b2cProfile } from './b2c.profile.js';
import { multiTenantProfile } from './multi-tenant.profile.js';
import { singleTenantProfile } from './single-tenant.profile.js';
import type { TokenProfile } from './token-profile.js';

/** The one place that asks which identity provider it is. */
export function tokenProfile(options: AuthOptions['token']): TokenProfile {
  switch (options.kind) {
    case 'b2c':
      return b2cProfile(options);
    case 'entra':
    case 'external-id':
      return singleTenantProfile(options);
    case 'entra-multi-tenant':
      return multiTenantProfile(options);
  }
}

export type { TokenProfile } from './token-profile.js';
