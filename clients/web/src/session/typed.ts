/** What a person typed into a form of this client, so that it is not lost with a failure. */
export function typedIn(body: unknown): string | undefined {
  const { title } = (body ?? {}) as { readonly title?: unknown };
  return typeof title === 'string' && title.trim() !== '' ? title : undefined;
}
