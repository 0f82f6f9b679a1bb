import type { Place } from '../profile/index.js';
import { json, type Answer } from '../server/answer.js';
import { readForm, type EmulatorRequest } from '../server/emulator-request.js';
import type { Tenant } from '../tenant/index.js';
import { readCaller } from './client-authentication.js';
import { clientCredentials } from './client-credentials.js';
import { ProtocolError } from './protocol-error.js';
import { redeemCode } from './redeem-code.js';
import { redeemRefreshToken } from './redeem-refresh-token.js';
import { refusals } from './refusals.js';
import type { TokenRequest } from './token-request.js';

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** `POST …/oauth2/v2.0/token`. */
export async function tokenEndpoint(
  tenant: Tenant,
  place: Place,
  request: EmulatorRequest,
): Promise<Answer> {
  const form = await readForm(request);
  try {
    return json(200, await exchange(tenant, place, request, form), noStore);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { status, error: name, description, details } = tenant.writeRefusal(error);
    return json(status, { error: name, error_description: description, ...details }, noStore);
  }
}

function exchange(
  tenant: Tenant,
  { policy }: Place,
  { headers }: EmulatorRequest,
  form: URLSearchParams,
): Promise<Record<string, unknown>> {
  const grantType = form.get('grant_type');
  if (!grantType) throw refusals.parameterMissing('grant_type');
  const caller = readCaller(tenant.config, headers.authorization, form);
  const request: TokenRequest = { policy, caller, form };
  switch (grantType) {
    case 'authorization_code':
      return redeemCode(tenant, request);
    case 'refresh_token':
      return redeemRefreshToken(tenant, request);
    case 'client_credentials':
      return clientCredentials(tenant, request);
    default:
      throw refusals.grantTypeUnsupported(grantType);
  }
}
