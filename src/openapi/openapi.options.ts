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

/** An identity provider, as far as a client needs to know it. */
export interface DocumentedProvider {
  /** How the API names it. */
  readonly name: string;
  /** What it is: "Azure AD B2C". */
  readonly product: string;
  /** Where a person signs in (RFC 6749 section 3.1). */
  readonly authorizationUrl: string;
  /** Where a code is exchanged for tokens (RFC 6749 section 3.2). */
  readonly tokenUrl: string;
  /** Where the person's session at the provider ends (OpenID Connect RP-Initiated Logout 1.0). */
  readonly logoutUrl: string;
  /**
   * Where a forgotten password is reset: B2C sends people back to the client for it. Of the listed user
   * flows, the first with "reset" in its name.
   */
  readonly passwordReset?:
    { readonly authorizationUrl: string; readonly tokenUrl: string } | undefined;
  /** What precedes the short name of a scope where clients request it, without a closing slash. */
  readonly scopePrefix: string;
  /** A scope that stands for all the others, and is then the only one asked for. */
  readonly fullAccessScope?: string | undefined;
  /** The single-page client that signs people in; without it, the page offers no sign-in. */
  readonly clientId?: string | undefined;
}

/** What the document and its page need to know of the application and its deployment. */
export interface OpenApiOptions {
  /** What the API is called. */
  readonly title: string;
  /** What the API is for, in a sentence. */
  readonly summary: string;
  /** What a developer should read before the operations, in Markdown with headings of the second level. */
  readonly guide: string;
  /** The tags of the resources. */
  readonly tags: readonly DocumentedTag[];
  /** Where callers find the API: an origin, perhaps with a path, without a closing slash. */
  readonly publicUrl: string;
  /** The documentation page; left out when it is switched off. */
  readonly documentationUrl?: string | undefined;
  /** Where clients look for the provider's own metadata (RFC 9728 section 2). */
  readonly authorizationServers: readonly string[];
  /** At least one. */
  readonly providers: readonly DocumentedProvider[];
  readonly scopes: readonly DocumentedScope[];
  /** With what somebody can sign in at the local provider of a developer's machine. */
  readonly demoSignIn?: { readonly email: string; readonly password: string } | undefined;
}

/** The full name of a scope, by which clients ask a provider for it. */
export function fullScopeName(
  { scopePrefix }: Pick<DocumentedProvider, 'scopePrefix'>,
  scope: string,
): string {
  return `${scopePrefix}/${scope}`;
}

/** The scopes that a client asks a provider for, by their full names. */
export function requestedScopes(
  provider: DocumentedProvider,
  scopes: readonly DocumentedScope[],
): DocumentedScope[] {
  const { fullAccessScope } = provider;
  const asked =
    fullAccessScope === undefined
      ? scopes
      : [{ name: fullAccessScope, description: 'Everything that you may do' }];
  return asked.map(({ name, description }) => ({
    name: fullScopeName(provider, name),
    description,
  }));
}
