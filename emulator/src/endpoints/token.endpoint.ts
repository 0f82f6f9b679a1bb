import { type EmulatorRequest, type EmulatorResponse, json, readForm } from '../http/index.js';
import {
  authorizationCodeGrant,
  clientCredentialsGrant,
  onBehalfOfGrant,
  onBehalfOfGrantType,
  passwordGrant,
  refreshTokenGrant,
  type TokenRequest,
} from '../oauth/index.js';
import type { EndpointAddress } from '../products/index.js';
import {
  hintHeaders,
  ProtocolError,
  protocolErrors,
  readClientAuthentication,
} from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** `POST …/oauth2/v2.0/token`. */
export async function tokenEndpoint(
  tenant: Tenant,
  address: EndpointAddress,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const form = await readForm(request);
  try {
    return json(200, await exchange(tenant, address, request, form), noStore);
  } catch (error) {
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    const { status, error: name, description, details, hint } = tenant.errorResponse(error);
    // The body is the provider's own; the hint stands in a header.
    const body = { error: name, error_description: description, ...details };
    return json(status, body, { ...noStore, ...hintHeaders(hint) });
  }
}

function exchange(
  tenant: Tenant,
  { policy }: EndpointAddress,
  { headers }: EmulatorRequest,
  form: URLSearchParams,
): Promise<Record<string, unknown>> {
  const grantType = form.get('grant_type');
  if (!grantType) {
    throw protocolErrors.parameterMissing('grant_type');
  }
  const caller = readClientAuthentication(tenant.config, headers.authorization, form);
  const request: TokenRequest = { policy, caller, form };
  switch (grantType) {
    case 'authorization_code':
      return authorizationCodeGrant(tenant, request);
    case 'refresh_token':
      return refreshTokenGrant(tenant, request);
    case 'client_credentials':
      return clientCredentialsGrant(tenant, request);
    case onBehalfOfGrantType:
      return onBehalfOfGrant(tenant, request);
    case 'password':
      return passwordGrant(tenant, request);
    default:
      throw protocolErrors.grantTypeUnsupported(grantType).withHint({
        text: 'Grant types:',
        values: [
          'authorization_code',
          'refresh_token',
          'client_credentials',
          'password',
          ...(tenant.config.provider === 'b2c' ? [] : [onBehalfOfGrantType]),
        ],
      });
  }
}
