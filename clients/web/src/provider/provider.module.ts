import { Module } from '@nestjs/common';
import { HttpClientModule } from '../http-client/index.js';
import { DiscoveryService } from './discovery.service.js';
import { IdentityProviderService } from './identity-provider.service.js';
import { IdTokenValidator } from './id-token.validator.js';
import { MsalClientFactory } from './msal-client.factory.js';

/** Everything that talks to the identity provider. */
@Module({
  imports: [HttpClientModule],
  providers: [DiscoveryService, MsalClientFactory, IdTokenValidator, IdentityProviderService],
  exports: [IdentityProviderService],
})
export class ProviderModule {}
