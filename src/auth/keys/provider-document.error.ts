/** A document of the identity provider could not be fetched, or is not what it should be. */
export class ProviderDocumentError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderDocumentError';
  }
}
