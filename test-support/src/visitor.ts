/** A page as a browser shows it. */
export interface Visit {
  readonly status: number;
  readonly url: URL;
  readonly headers: Headers;
  readonly text: string;
}

interface Request {
  readonly method?: string;
  readonly body?: URLSearchParams | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stops before the first redirect to an address that begins with this. */
  readonly until?: string;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** What a {@link Visitor} passes to its `fetch`. */
interface SentRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: URLSearchParams | string | undefined;
  readonly redirect: 'manual';
}

/** How a {@link Visitor} reaches servers. */
interface VisitorOptions {
  /** Where addresses without an origin lead. Redirects to other origins are not followed then. */
  readonly within?: string;
  /** Sends requests, without following redirects: one that trusts a certificate of the test's own. */
  readonly fetch?: (url: URL, init: SentRequest) => Promise<Response>;
}

/** An HTTP user agent that keeps cookies for each origin and follows redirects. */
export class Visitor {
  /** Every `Set-Cookie` header that was received. */
  readonly setCookieHeaders: string[] = [];
  /** Every `Clear-Site-Data` header that was received. */
  readonly clearSiteData: string[] = [];
  /** The cookies of each origin. One name can stand for several cookies, with a path each. */
  readonly #jars = new Map<string, readonly Cookie[]>();

  constructor(private readonly options: VisitorOptions = {}) {}

  async open(address: string | URL, request: Request = {}): Promise<Visit> {
    const { method = 'GET', body, headers = {}, until } = request;
    const { within, fetch: send = fetch } = this.options;
    const url = new URL(address, within);
    const isOutside = within !== undefined && url.origin !== within;
    if (isOutside || (until !== undefined && url.href.startsWith(until))) {
      return { status: 0, url, headers: new Headers(), text: '' };
    }
    const response = await send(url, {
      method,
      body,
      redirect: 'manual',
      headers: { cookie: this.#cookieHeader(url), ...headers },
    });
    this.#keepCookies(url.origin, response);
    const clearSiteData = response.headers.get('clear-site-data');
    if (clearSiteData !== null) {
      this.clearSiteData.push(clearSiteData);
    }
    const text = await response.text();
    const location = response.headers.get('location');
    if (location !== null) {
      return this.open(new URL(location, url), { until });
    }
    return { status: response.status, url, headers: response.headers, text };
  }

  /** Fills in and submits the form of a page whose action ends with `step`. */
  submit(page: Visit, step: string, fields: Record<string, string> = {}, until?: string) {
    const form = formsOf(page.text).find(({ action }) => action.endsWith(`/${step}`));
    if (!form) {
      throw new Error(`no form for "${step}" on: ${page.text}`);
    }
    const body = new URLSearchParams({ ...form.fields, ...fields });
    const headers = { origin: page.url.origin };
    return this.open(new URL(form.action, page.url), { method: 'POST', body, headers, until });
  }

  /** Follows the link with this text. */
  follow(page: Visit, text: string, until?: string): Promise<Visit> {
    const link = [...page.text.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].find(
      ([, , label]) => label === text,
    );
    if (link?.[1] === undefined) {
      throw new Error(`no link "${text}" on: ${page.text}`);
    }
    return this.open(new URL(unescape(link[1]), page.url), { until });
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies(origin).find((cookie) => cookie.name === name)?.value;
  }

  /** @param path where the cookie is sent; that of a cookie of this name unless given */
  setCookie(origin: string, name: string, value: string, path = this.#pathOf(origin, name)): void {
    this.#removeCookie(origin, name, path);
    this.#jars.set(origin, [...this.#cookies(origin), { name, value, path }]);
  }

  /** Everything that another browser would send to an origin. */
  copyCookies(other: Visitor, from: string, to = from): void {
    this.#jars.set(to, other.#cookies(from));
  }

  cookieNames(origin = this.options.within ?? ''): string[] {
    return this.#cookies(origin).map(({ name }) => name);
  }

  #cookies(origin: string): readonly Cookie[] {
    return this.#jars.get(origin) ?? [];
  }

  #pathOf(origin: string, name: string): string {
    return this.#cookies(origin).find((cookie) => cookie.name === name)?.path ?? '/';
  }

  #removeCookie(origin: string, name: string, path: string): void {
    const others = this.#cookies(origin).filter(
      (cookie) => cookie.name !== name || cookie.path !== path,
    );
    this.#jars.set(origin, others);
  }

  #cookieHeader({ origin, pathname }: URL): string {
    return this.#cookies(origin)
      .filter(({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #keepCookies(origin: string, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      this.setCookieHeaders.push(line);
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const [, path = '/'] = /; *path=([^;]+)/i.exec(line) ?? [];
      if (/max-age=0\b|expires=thu, 01 jan 1970/i.test(line)) {
        this.#removeCookie(origin, name, path);
      } else {
        this.setCookie(origin, name, value, path);
      }
    }
  }
}

/** The forms of a page, with their actions and fields. */
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

function attribute(text: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1];
  return value === undefined ? undefined : unescape(value);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

function unescape(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, entity: string) => entities[entity] ?? '');
}
