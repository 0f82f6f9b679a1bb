/**
 * Takes what a user flow or a sign-out has left in the address, and puts the plain address in its
 * place, which MSAL does not do: "Back" would show a code again that is used up.
 *
 * @returns the answer of a user flow for MSAL to read, empty when there is none
 */
export function takeAnswer(): string {
  const { hash, pathname } = location;
  history.replaceState(null, '', pathname);
  return hash;
}
