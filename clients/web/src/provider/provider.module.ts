import { Module } from '@nestjs/common';
import { Discovery } from './discovery.js';
import { IdentityProvider } from './identity-provider.js';
import { IdTokenVerifier } from './id-token.verifier.js';
import { MsalClients } from './msal-clients.js';

/** Everything that talks to Azure AD B2C. */
@Module({
  providers: [Discovery, MsalClients, IdTokenVerifier, IdentityProvider],
  exports: [IdentityProvider],
})
export class ProviderModule {}
