/**
 * The plug-in of Swagger UI that makes it this project's page. SwaggerModule's own script starts Swagger UI
 * when everything has loaded. It takes a second preset with the layout from the global variable below, which
 * would otherwise come from `swagger-ui-standalone-preset.js`.
 *
 * @typedef {import('./swagger-ui.js').System} System
 */
import { pageLayout } from './layout.js';
import { labelledBy, namedTextArea, plainText } from './named-fields.js';
import { operationSummary } from './operations.js';
import { requestSnippets } from './request-snippets.js';
import { documentedResponse, namedResponses } from './responses.js';
import { signInPanel } from './sign-in-panel.js';
import { SignIn } from './sign-in.js';

/** @type {SignIn | undefined} */
let signIn;

/**
 * Puts the access token into the requests of Swagger UI.
 *
 * @param {System} system
 * @param {SignIn} current
 */
function useTokenOf({ authActions, authSelectors, specSelectors }, current) {
  const inUse = Object.keys(/** @type {object} */ (authSelectors.authorized().toJS()));
  if (inUse.length > 0) {
    authActions.logout(inUse);
  }
  const { signedIn } = current.state();
  if (signedIn === undefined) {
    return;
  }
  const { scheme: name, accessToken } = signedIn;
  const schema = /** @type {import('./swagger-ui.js').ImmutableMap} */ (
    specSelectors.securityDefinitions()?.get(name)
  );
  if (schema.get('type') === 'oauth2') {
    authActions.authorizeOauth2({ auth: { name, schema }, token: { access_token: accessToken } });
  } else {
    authActions.authorize({ [name]: { name, schema, value: accessToken } });
  }
}

/** @param {System} system */
function documentationPlugin(system) {
  /** @returns {SignIn} made when it is first needed: the configuration is there only then */
  const theSignIn = () => {
    if (signIn === undefined) {
      const made = new SignIn(system.getConfigs().signIn);
      signIn = made;
      made.subscribe(() => useTokenOf(current(), made));
      made.resume();
    }
    return signIn;
  };
  /** @type {() => System} the system with the actions of every plug-in */
  const current = () => /** @type {any} */ (system).getSystem();
  return {
    components: {
      StandaloneLayout: once(() => pageLayout(current(), signInPanel(current(), theSignIn()))),
      OperationSummary: once(() => operationSummary(current())),
      RequestSnippets: once(() => requestSnippets(current())),
      PlainTextViewer: once(() => plainText(current())),
    },
    wrapComponents: {
      response: documentedResponse,
      responses: namedResponses,
      JsonSchemaForm: labelledBy('description'),
      TextArea: namedTextArea,
    },
    statePlugins: {
      spec: {
        wrapActions: {
          /** @param {(...args: any[]) => unknown} original */
          setResponse:
            (original) =>
            /** @param {any[]} args path, method, response */
            (...args) => {
              // An answer with an error is wrapped.
              const answer = args[2]?.err?.response ?? args[2];
              if (answer?.status === 401) {
                signIn?.refused(answer.obj?.explanation ?? answer.body?.explanation);
              }
              return original(...args);
            },
        },
      },
    },
  };
}

/**
 * A component that is made when it is first rendered.
 *
 * @param {() => import('./swagger-ui.js').Component<any>} make
 * @returns {import('./swagger-ui.js').Component<any>}
 */
function once(make) {
  /** @type {import('./swagger-ui.js').Component<any> | undefined} */
  let made;
  return (props) => (made ??= make())(props);
}

Object.assign(globalThis, { SwaggerUIStandalonePreset: [documentationPlugin] });
