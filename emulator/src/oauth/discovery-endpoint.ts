import type { Place } from '../profile/index.js';
import { json, type Answer } from '../server/answer.js';
import type { EmulatorRequest } from '../server/emulator-request.js';
import type { Tenant } from '../tenant/index.js';

/** `GET …/v2.0/.well-known/openid-configuration`. */
export function discoveryEndpoint(
  { profile }: Tenant,
  place: Place,
  { origin }: EmulatorRequest,
): Answer {
  return json(200, profile.discoveryDocument(origin, place));
}

/** `GET …/discovery/v2.0/keys`. */
export function keysEndpoint({ keys, profile }: Tenant, place: Place): Answer {
  return json(200, { keys: profile.keySet(keys.published(), place) });
}
