import { describeFetchError } from '../auth/internals.js';
import { printable } from '../logging/index.js';

/** Why no answer came, and what to do. */
export interface ConnectionError {
  readonly found: string;
  readonly toDo: string;
}

const network = 'Check the address, the firewall, and whether this machine needs a proxy.';
const ownAuthority =
  'Put the certificate authority of your proxy or local provider into a file and name it in NODE_EXTRA_CA_CERTS.';

const known: Readonly<Record<string, ConnectionError>> = {
  ENOTFOUND: {
    found: 'the host name does not exist in DNS',
    toDo: 'Check the spelling of TENANT_NAME, AUTHORITY_HOST or the address.',
  },
  EAI_AGAIN: {
    found: 'DNS did not answer for the host name',
    toDo: 'Check that this machine can resolve names of the Internet.',
  },
  ECONNREFUSED: { found: 'nothing listens at that address and port', toDo: network },
  ECONNRESET: { found: 'the connection was broken off', toDo: network },
  EHOSTUNREACH: { found: 'the host cannot be reached from here', toDo: network },
  ENETUNREACH: { found: 'the network cannot be reached from here', toDo: network },
  CERT_HAS_EXPIRED: {
    found: 'the TLS certificate has expired',
    toDo: 'Renew the certificate, and check the clock of this machine.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    found: 'the TLS certificate is for another host name',
    toDo: 'Use the host name that the certificate names, or mend the custom domain.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: { found: 'the TLS certificate is self-signed', toDo: ownAuthority },
  SELF_SIGNED_CERT_IN_CHAIN: {
    found: 'the TLS certificate is of an authority that Node does not trust',
    toDo: ownAuthority,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    found: 'the TLS certificate is of an authority that Node does not trust',
    toDo: ownAuthority,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    found: 'the TLS certificate is of an authority that Node does not trust',
    toDo: ownAuthority,
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    found: 'the answer was not TLS',
    toDo: 'Check whether the port speaks https at all.',
  },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: {
    found: 'the answer was not TLS',
    toDo: 'Check whether the port speaks https at all.',
  },
  EPROTO: {
    found: 'the answer was not TLS',
    toDo: 'Check whether the port speaks https at all.',
  },
};

/** Describes in words why a connection brought no answer. */
export function describeConnectionError(error: unknown): ConnectionError {
  const chain = causes(error);
  for (const { code } of chain) {
    const described = code === undefined ? undefined : known[code];
    if (described) {
      return described;
    }
  }
  if (chain.some(({ name }) => name === 'TimeoutError' || name === 'AbortError')) {
    return { found: 'no full answer came in time', toDo: network };
  }
  const said = describeFetchError(error);
  return said.startsWith('the proxy answered')
    ? {
        found: printable(said),
        toDo: 'Check user and password of the proxy in HTTPS_PROXY, and what it lets through.',
      }
    : { found: `no answer (${printable(said)})`, toDo: network };
}

interface Cause {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}

/** An error and what it says its causes are: fetch wraps, and a host with two addresses fails twice. */
function causes(error: unknown): Cause[] {
  if (typeof error !== 'object' || error === null) {
    return [];
  }
  const { name, code, message, cause, errors } = error as Partial<NodeJS.ErrnoException> & {
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
  };
  return [
    { name: name ?? '', code, message: message ?? '' },
    ...causes(cause),
    ...(errors ?? []).flatMap(causes),
  ];
}
