/**
 * Says who is signed in, and offers to sign in and out. It stands where Swagger UI has its "Authorize"
 * button, whose dialog names no provider and cannot be scrolled when the page is enlarged.
 *
 * @typedef {import('./swagger-ui.js').System} System
 * @typedef {import('./swagger-ui.js').Provider} Provider
 * @typedef {import('./sign-in.js').SignIn} SignIn
 */

/** @param {number} time in milliseconds since 1970 */
const timeOfDay = (time) =>
  new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** @param {number} expiresAt */
function timeLeft(expiresAt) {
  const minutes = Math.ceil((expiresAt - Date.now()) / 60_000);
  return minutes > 1 ? `${minutes} minutes` : 'a minute';
}

/**
 * @param {System} system
 * @param {SignIn} signIn
 */
export function signInPanel({ React }, signIn) {
  const h = React.createElement;

  /** @param {{ provider: Provider, several: boolean }} props */
  function SignInWith({ provider, several }) {
    const [left, leave] = React.useState(/** @type {readonly string[]} */ ([]));
    const asked = provider.scopes.map(({ name }) => name).filter((name) => !left.includes(name));
    return h(
      'div',
      { className: 'sign-in-with' },
      h(
        'button',
        {
          type: 'button',
          className: 'primary',
          disabled: asked.length === 0,
          onClick: () => void signIn.start(provider, asked),
        },
        several ? `Sign in with ${provider.name}` : 'Sign in',
      ),
      h('p', { className: 'quiet' }, `${provider.product}, client ${provider.clientId}`),
      h(
        'details',
        null,
        h('summary', null, 'What this page asks for'),
        provider.scopes.map(({ name, description }) =>
          h(
            'label',
            { key: name, className: 'scope' },
            h('input', {
              type: 'checkbox',
              checked: !left.includes(name),
              onChange: () =>
                leave(left.includes(name) ? left.filter((one) => one !== name) : [...left, name]),
            }),
            h('span', null, `${description} `, h('code', null, name)),
          ),
        ),
      ),
    );
  }

  /** @param {{ demo: NonNullable<import('./swagger-ui.js').SignInOptions['demoSignIn']> }} props */
  function DemoSignIn({ demo }) {
    return h(
      'p',
      { className: 'demo-sign-in' },
      'On this machine you can sign in as Demo Person: ',
      h('code', null, demo.email),
      ', password ',
      h('code', null, demo.password),
      '.',
    );
  }

  function OwnToken() {
    const [token, change] = React.useState('');
    return h(
      'details',
      null,
      h('summary', null, 'Use an access token that you have'),
      h(
        'form',
        {
          className: 'own-token',
          onSubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void signIn.useToken(token.trim().replace(/^Bearer /i, ''));
          },
        },
        h('label', { htmlFor: 'own-token' }, 'Access token'),
        h('textarea', {
          id: 'own-token',
          rows: 3,
          required: true,
          spellCheck: false,
          value: token,
          onChange: (/** @type {{ target: { value: string } }} */ { target }) =>
            change(target.value),
        }),
        h('button', { type: 'submit' }, 'Use this token'),
      ),
    );
  }

  /** @param {{ signedIn: import('./signed-in-person.js').SignedIn }} props */
  function Person({ signedIn }) {
    const [, tick] = React.useState(0);
    React.useEffect(() => {
      const timer = setInterval(() => tick(Date.now()), 30_000);
      return () => clearInterval(timer);
    }, []);
    const { name, through, expiresAt, scopes } = signedIn;
    return h(
      'div',
      { className: 'person' },
      h('p', null, 'Signed in as ', h('strong', null, name), ` through ${through}.`),
      h(
        'p',
        { className: 'quiet' },
        `Until ${timeOfDay(expiresAt)} (${timeLeft(expiresAt)}). May: ${scopes.join(', ')}.`,
      ),
      h('button', { type: 'button', onClick: () => signIn.signOut() }, 'Sign out'),
    );
  }

  return function SignInPanel() {
    const { waiting, signedIn, notice } = React.useSyncExternalStore(
      signIn.subscribe,
      signIn.state,
    );
    const { demoSignIn } = signIn.options;
    const offered = signIn.options.providers.filter(({ clientId }) => clientId !== undefined);
    return h(
      'section',
      { className: 'sign-in', 'aria-labelledby': 'sign-in-heading' },
      h('h2', { id: 'sign-in-heading' }, signedIn ? 'You' : 'Sign in to try it out'),
      h(
        'div',
        { role: 'status' },
        notice &&
          h(
            'p',
            { className: `notice ${notice.kind}` },
            notice.text,
            notice.explanation !== undefined && [
              ' ',
              h('a', { key: 'link', href: notice.explanation }, 'See what is wrong with it.'),
            ],
          ),
        waiting &&
          h('p', { className: 'notice information' }, 'Sign in in the window that has opened.'),
        signedIn && h(Person, { signedIn }),
      ),
      !signedIn && [
        demoSignIn && h(DemoSignIn, { key: 'demo', demo: demoSignIn }),
        offered.map((provider) =>
          h(SignInWith, { key: provider.name, provider, several: offered.length > 1 }),
        ),
        h(OwnToken, { key: 'own' }),
      ],
    );
  };
}
