/** The little of Swagger UI that the plug-ins use. */

/** An Immutable.js collection, as Swagger UI keeps its state. */
export interface ImmutableMap {
  get(key: string): unknown;
  getIn(path: readonly unknown[]): unknown;
  toJS(): unknown;
}

/** What React makes of a component. */
export type ReactNode = unknown;
export type Component<Props> = (props: Props) => ReactNode;

export interface ReactLibrary {
  readonly createElement: (
    type: string | Component<never>,
    props?: object | null,
    ...children: readonly ReactNode[]
  ) => ReactNode;
  readonly useState: <T>(initial: T) => [T, (next: T) => void];
  readonly useRef: <T>(initial: T) => { readonly current: T };
  readonly useEffect: (
    effect: () => void | (() => void),
    dependencies?: readonly unknown[],
  ) => void;
  readonly useSyncExternalStore: <T>(
    subscribe: (listener: () => void) => () => void,
    read: () => T,
  ) => T;
}

/** A single-page client's registration at one provider; see `signInOptions` in src/openapi. */
export interface Provider {
  readonly name: string;
  readonly product: string;
  /** The security scheme of the document that its tokens belong to. */
  readonly scheme: string;
  readonly clientId?: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly logoutUrl: string;
  readonly passwordReset?: { readonly authorizationUrl: string; readonly tokenUrl: string };
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

export interface SignInOptions {
  /** Where callers find the API, without a closing slash. */
  readonly home: string;
  readonly oauth2RedirectUrl: string;
  readonly providers: readonly Provider[];
  /** On a developer's machine only. */
  readonly demoSignIn?: { readonly email: string; readonly password: string };
}

/** What a plug-in is given. */
export interface System {
  readonly React: ReactLibrary;
  readonly getComponent: (name: string, withSystem?: boolean) => Component<never>;
  readonly getConfigs: () => { readonly signIn: SignInOptions };
  readonly authActions: {
    authorizeOauth2(payload: object): void;
    authorize(payload: object): void;
    logout(schemes: readonly string[]): void;
  };
  readonly authSelectors: { authorized(): ImmutableMap };
  readonly specSelectors: {
    info(): ImmutableMap;
    specJson(): ImmutableMap;
    securityDefinitions(): ImmutableMap | undefined;
  };
  readonly fn: { requestSnippetGenerator_curl_bash(request: ImmutableMap): string };
}
