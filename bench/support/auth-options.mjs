/**
 * The options of this project's auth module for the provider of the bench.
 *
 * @param {import('./provider.mjs').ProviderFacts} facts
 * @param {object} [more] options on top
 */
export function authOptions({ policy, discoveryUrl, audience }, more = {}) {
  return {
    realm: 'http://127.0.0.1',
    providers: [{ name: 'b2c', kind: 'b2c', audience, policies: [{ name: policy, discoveryUrl }] }],
    clockSkewSeconds: 60,
    ...more,
  };
}
