import type { Fetch } from './trusting-fetch.js';

/** What a browser shows after a visit. */
export interface Visit {
  status: number;
  url: URL;
  headers: Headers;
  text: string;
}

/**
 * A browser without a screen: keeps cookies, follows redirects inside the emulator and stops at
 * the first address outside of it, as a client would receive it.
 */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  /** @param request - how to reach the origin; an HTTPS one needs a fetch that trusts its CA */
  constructor(
    private readonly origin: string,
    private readonly request: Fetch = (url, init) => fetch(url, init as RequestInit),
  ) {}

  async open(
    address: string | URL,
    init: { method?: string; body?: URLSearchParams } = {},
  ): Promise<Visit> {
    const url = new URL(address, this.origin);
    if (url.origin !== this.origin) {
      return { status: 0, url, headers: new Headers(), text: '' };
    }
    const response = await this.request(url, {
      ...init,
      redirect: 'manual',
      headers: { cookie: this.#cookieHeader() },
    });
    this.#keepCookies(response);
    const text = await response.text();
    const location = response.headers.get('location');
    if (location !== null) {
      return this.open(new URL(location, url));
    }
    return { status: response.status, url, headers: response.headers, text };
  }

  /** Fills in the first form of a page whose action ends with `step`, and sends it. */
  async submit(page: Visit, step: string, fields: Record<string, string> = {}): Promise<Visit> {
    const form = formsOf(page.text).find(({ action }) => action.endsWith(`/${step}`));
    if (!form) {
      throw new Error(`no form for "${step}" on: ${page.text}`);
    }
    return this.open(new URL(form.action, page.url), {
      method: 'POST',
      body: new URLSearchParams({ ...form.fields, ...fields }),
    });
  }

  /** Follows the link with this text. */
  follow(page: Visit, text: string): Promise<Visit> {
    const link = [...page.text.matchAll(/<a\s+href="([^"]*)">([^<]*)<\/a>/g)].find(
      ([, , label]) => label === text,
    );
    if (!link?.[1]) {
      throw new Error(`no link "${text}" on: ${page.text}`);
    }
    return this.open(new URL(link[1], page.url));
  }

  cookieNames(): string[] {
    return [...this.#cookies.keys()];
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/max-age=0/i.test(line)) {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, value.join('='));
      }
    }
  }
}

/** The forms of a page: where they go and what is in them. */
export function formsOf(text: string): { action: string; fields: Record<string, string> }[] {
  return [...text.matchAll(/<form\s([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, attributes = '', body = '']) => ({
      action: attribute(attributes, 'action') ?? '',
      fields: Object.fromEntries(
        [...body.matchAll(/<input\s([^>]*)>/g)].map(([, input = '']) => [
          attribute(input, 'name') ?? '',
          attribute(input, 'value') ?? '',
        ]),
      ),
    }),
  );
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function attribute(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`)
    .exec(text)?.[1]
    ?.replace(/&(amp|lt|gt|quot|#39);/g, (_, entity: string) => entities[entity] ?? '');
}
