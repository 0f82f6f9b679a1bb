import { demoUser } from 'azure-ad-b2c-emulator';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { complaintsOf } from './browser.js';

/** Somebody in front of the single-page client, in a browser that knows nothing of other visitors. */
export class SinglePageVisitor {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    /** What the page has complained about. */
    readonly complaints: readonly string[],
    private readonly origin: string,
  ) {}

  static async arrive(browser: Browser, origin: string): Promise<SinglePageVisitor> {
    const context = await browser.newContext();
    // Less than a test may take, so that what did not come is named.
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    return new SinglePageVisitor(context, page, complaintsOf(page), origin);
  }

  /** The same person in another tab: signed in like here, with nothing typed yet. */
  async anotherTab(): Promise<SinglePageVisitor> {
    const storage = await this.page.evaluate<Record<string, string>>('({ ...sessionStorage })');
    const ofSignIn = Object.entries(storage).filter(([key]) => !key.startsWith('tasks.'));
    const page = await this.context.newPage();
    const kept = JSON.stringify(Object.fromEntries(ofSignIn));
    await page.addInitScript(`Object.assign(sessionStorage, ${kept})`);
    await page.goto(`${this.origin}/`);
    return new SinglePageVisitor(this.context, page, complaintsOf(page), this.origin);
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

  /** Waits for a notice. */
  async isTold(text: string): Promise<void> {
    await this.page.locator('.notice').filter({ hasText: text }).first().waitFor();
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
