import { demoUser } from 'azure-ad-b2c-emulator';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { complaintsOf, connectToBrowser } from './browser.js';
import type { SinglePageStack } from './single-page-client.js';

/** The session storage of a tab in which somebody is signed in. */
type SignedInStorage = Readonly<Record<string, string>>;

/** A person who uses the single-page client, in a browser context of their own. */
export class SinglePageVisitor {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    /** Script errors, violations of the content policy, and requests to other machines. */
    readonly complaints: readonly string[],
    private readonly origin: string,
  ) {}

  static async arrive(
    browser: Pick<Browser, 'newContext'>,
    origin: string,
  ): Promise<SinglePageVisitor> {
    // The development certificate of the emulator is not installed in this browser.
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    // Less than a test may take, so that what did not come is named.
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    return new SinglePageVisitor(context, page, complaintsOf(page), origin);
  }

  /** The same person in another tab: signed in like here, with nothing typed yet. */
  async anotherTab(): Promise<SinglePageVisitor> {
    const page = await this.context.newPage();
    const tab = new SinglePageVisitor(this.context, page, complaintsOf(page), this.origin);
    await tab.opensSignedIn(await this.signedInStorage());
    return tab;
  }

  /** What the tab keeps of the sign-in. */
  async signedInStorage(): Promise<SignedInStorage> {
    const storage = await this.page.evaluate<Record<string, string>>('({ ...sessionStorage })');
    const ofSignIn = Object.entries(storage).filter(([key]) => !key.startsWith('tasks.'));
    return Object.fromEntries(ofSignIn);
  }

  /** Opens the page as a tab that has been signed in before. */
  async opensSignedIn(storage: SignedInStorage): Promise<void> {
    const script = `sessionStorage.length || Object.assign(sessionStorage, ${JSON.stringify(storage)})`;
    await this.page.addInitScript(script);
    await this.opens();
  }

  /** The same browser in another tab, in which nobody is signed in yet. */
  async emptyTab(): Promise<SinglePageVisitor> {
    const page = await this.context.newPage();
    await page.goto(`${this.origin}/`);
    return new SinglePageVisitor(this.context, page, complaintsOf(page), this.origin);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Waits for a heading. */
  async sees(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }

  /** Waits for a notification. */
  async isTold(text: string): Promise<void> {
    await this.page.locator('.notification').filter({ hasText: text }).first().waitFor();
  }

  /** Lets the time pass in which a deletion can be undone; the clock of the page must be installed. */
  async waitsLongerThanUndo(): Promise<void> {
    await this.page.clock.fastForward(7_500);
  }

  /** A task of the list, by a part of its text. */
  row(text: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: text });
  }

  /** The titles on the screen, from top to bottom. */
  titles(): Promise<string[]> {
    return this.page.locator('ul.tasks .title').allInnerTexts();
  }

  /** A field of the form for a new task. */
  newTask(label: string): Locator {
    return this.page.getByRole('form', { name: 'Add task' }).getByLabel(label);
  }

  /** A field of the form that changes a task. */
  change(label: string): Locator {
    return this.page.getByRole('form', { name: 'Save' }).getByLabel(label);
  }

  async opens(): Promise<void> {
    await this.page.goto(`${this.origin}/`);
  }

  async signIn(): Promise<void> {
    await this.opens();
    await this.press('Sign in');
    await this.givePassword(demoUser.password);
    await this.sees('Welcome, Demo Person');
  }

  /** On the page of the user flow. */
  async givePassword(password: string, email: string = demoUser.email): Promise<void> {
    await this.page.fill('[name=email]', email);
    await this.page.fill('[name=password]', password);
    await this.press('Sign in');
  }

  async add(title: string): Promise<void> {
    await this.newTask('Title').fill(title);
    await this.press('Add task');
    await this.row(title).waitFor();
  }
}

/** The browser of a test file, and the visitor of the current test. */
export interface Visit {
  readonly browser: Browser;
  /** A new visitor for each test; the emulator is reset after each. */
  readonly visitor: SinglePageVisitor;
  /**
   * Brings the visitor to the board as the demo person. Only the first visitor of a file goes through the
   * provider, and only that one is signed in there too: a test of the sign-in itself calls `signIn`.
   */
  arriveSignedIn(): Promise<void>;
}

export function useVisitor(running: SinglePageStack): Visit {
  const visit: { -readonly [Part in keyof Visit]?: Visit[Part] } = {};
  let storage: SignedInStorage | undefined;
  visit.arriveSignedIn = async () => {
    const { visitor } = visit as Visit;
    if (storage === undefined) {
      await visitor.signIn();
      storage = await visitor.signedInStorage();
    } else {
      await visitor.opensSignedIn(storage);
      await visitor.sees('Welcome, Demo Person');
    }
  };
  beforeAll(async () => {
    visit.browser = await connectToBrowser();
  });
  afterAll(() => visit.browser?.close());
  beforeEach(async () => {
    if (visit.browser) {
      visit.visitor = await SinglePageVisitor.arrive(visit.browser, running.client.origin);
    }
  });
  afterEach(async () => {
    await visit.visitor?.leave();
    await running.emulator.reset();
  });
  return visit as Visit;
}

/** A task as another client of the same person reads it. */
export interface OtherClientTask {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly status: string;
  readonly dueAt: string | null;
}

/** Another client of the same person, which calls the API directly. */
export class OtherClient {
  constructor(private readonly running: SinglePageStack) {}

  async add(task: Readonly<Record<string, unknown>>): Promise<OtherClientTask> {
    return this.#call('POST', '/tasks', task);
  }

  async read(id: string): Promise<OtherClientTask> {
    return this.#call('GET', `/tasks/${id}`);
  }

  async change(id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#call('PATCH', `/tasks/${id}`, change);
  }

  async delete(id: string): Promise<void> {
    await this.#call('DELETE', `/tasks/${id}`);
  }

  /**
   * The titles of all tasks, of which there must not be more than a page.
   *
   * @param filter further parameters of the query
   */
  async titles(filter = ''): Promise<string[]> {
    const path = `/tasks?limit=100${filter}`;
    const { items } = await this.#call<{ items: OtherClientTask[] }>('GET', path);
    return items.map(({ title }) => title);
  }

  async #call<T = OtherClientTask>(method: string, path: string, body?: object): Promise<T> {
    const token = await this.running.emulator.issueTestToken();
    const answer = await this.running.api.call<T>(path, { method, token, ...(body && { body }) });
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} was answered ${answer.status}`);
    }
    return answer.body;
  }
}
