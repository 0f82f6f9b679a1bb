/** A delegated scope of the API. */
export interface DocumentedScope {
  /** As it stands in a token. */
  readonly name: string;
  readonly description: string;
}

/** A group of operations. */
export interface DocumentedTag {
  readonly name: string;
  readonly description: string;
}

/** What the document and its page need to know of the application and its deployment. */
export interface OpenApiOptions {
  /** What the API is called. */
  readonly title: string;
  /** What the API is for, in a sentence. */
  readonly summary: string;
  /** The tags of the resources. */
  readonly tags: readonly DocumentedTag[];
  /** Where callers find the API: an origin, perhaps with a path, without a closing slash. */
  readonly publicUrl: string;
  /** The documentation page; left out when it is switched off. */
  readonly documentationUrl?: string | undefined;
  /** Where clients look for the provider's own metadata (RFC 9728 section 2). */
  readonly authorizationServers: readonly string[];
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** What stands before a scope's short name when it is asked for, without a closing slash. */
  readonly scopePrefix: string;
  readonly scopes: readonly DocumentedScope[];
  /** A scope that stands for all the others, and is then the only one asked for. */
  readonly fullAccessScope?: string | undefined;
  /** The single-page client that signs people in; without it, the page offers no sign-in. */
  readonly clientId?: string | undefined;
}
