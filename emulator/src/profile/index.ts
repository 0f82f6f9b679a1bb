import type { Config } from '../config/index.js';
import { b2cProfile } from './b2c.profile.js';
import { entraProfile } from './entra.profile.js';
import type { Profile } from './profile.js';

/**
 * The identity product that a configuration asks for.
 *
 * @param canonicalOrigin - the origin in every issuer, whatever scheme or port a caller used
 */
export function profileOf(config: Config, canonicalOrigin: string): Profile {
  return config.provider === 'b2c'
    ? b2cProfile(config, canonicalOrigin)
    : entraProfile(config, canonicalOrigin);
}

export type { Claims, Endpoint, Place, Profile, WrittenRefusal } from './profile.js';
