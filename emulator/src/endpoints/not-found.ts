import { findPolicy, tenantDomain } from '../config/index.js';
import { type EmulatorRequest, type EmulatorResponse, json } from '../http/index.js';
import { messagePage } from '../pages/index.js';
import { type ErrorHint, hintHeaders, policiesHint } from '../protocol/index.js';
import type { Tenant } from '../tenant/index.js';

/** 404 with the policies or tenants there are: JSON, and a page for browsers. */
export function notFoundResponse(
  tenants: readonly Tenant[],
  request: EmulatorRequest,
): EmulatorResponse {
  const hint = addressHint(tenants, request);
  if (/\btext\/html\b/.test(request.headers.accept ?? '')) {
    return messagePage({
      title: 'Not found',
      heading: 'There is nothing at this address',
      status: 404,
      hint,
    });
  }
  const message = 'Local emulator: nothing here';
  return json(404, { error: 'not_found', message }, hintHeaders(hint));
}

function addressHint(
  tenants: readonly Tenant[],
  { origin, path, query }: EmulatorRequest,
): ErrorHint {
  const segments = path.toLowerCase().split('/').slice(1);
  const [name, policy = ''] = segments[0] === 'tfp' ? segments.slice(1) : segments;
  const named = tenants.filter(({ config }) =>
    [tenantDomain(config), config.tenant.id].includes(name ?? ''),
  );
  const b2c = named.find(({ config }) => config.provider === 'b2c');
  if (b2c && !findPolicy(b2c.config, query.get('p') ?? policy)) {
    return policiesHint(b2c.config);
  }
  return {
    text: 'Discovery documents here:',
    values: (named.length > 0 ? named : tenants).flatMap(({ config, product }) =>
      config.policies.map((one) =>
        product.endpointUrl(
          origin,
          {
            policy: one,
            tenant: tenantDomain(config),
            form: 'path',
            version: 'v2.0',
            endpoint: 'discovery',
          },
          'discovery',
        ),
      ),
    ),
  };
}
