import type { BrowserContext, Locator, Page } from 'playwright-core';

/** Somebody at the documentation page. */
export class DocumentationVisitor {
  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  /** Presses a button that opens a window at the provider, and hands that window back. */
  async openWindow(button = 'Sign in'): Promise<Page> {
    const opened = this.context.waitForEvent('page');
    await this.page.getByRole('button', { name: button, exact: true }).click();
    return opened;
  }

  /** Waits until a window is closed. It may have closed itself already, and Playwright tells of that once. */
  async closed(window: Page): Promise<void> {
    if (!window.isClosed()) {
      await window.waitForEvent('close');
    }
  }

  /** Signs in, and waits until the page says who it is. */
  async signIn(
    { email, password }: { readonly email: string; readonly password: string },
    button?: string,
  ): Promise<void> {
    const window = await this.openWindow(button);
    await window.fill('[name=email]', email);
    await window.fill('[name=password]', password);
    const closed = window.waitForEvent('close');
    await window.click('button:text-is("Sign in")');
    await closed;
    await this.person().waitFor();
  }

  person(): Locator {
    return this.page.locator('.sign-in .person');
  }

  /** Waits for a sentence of the sign-in panel. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.locator('.sign-in [role=status]').getByText(text).first().waitFor();
  }

  operation(name: string): Locator {
    return this.page.locator(`[id$="-${name}"]`);
  }

  /** Runs an operation with Try it out and returns the status that the page shows. */
  async tryOut(name: string, body?: unknown): Promise<string> {
    const block = this.operation(name);
    await block.locator('.opblock-summary-control').click();
    await block.locator('.try-out__btn').click();
    if (body !== undefined) {
      await block.locator('textarea').fill(JSON.stringify(body));
    }
    await block.locator('.execute').click();
    return block.locator('.live-responses-table tbody .response-col_status').innerText();
  }

  /** What the API answered to the operation that was tried out. */
  answer(name: string): Promise<string> {
    return this.operation(name)
      .locator('.live-responses-table tbody .response-col_description')
      .innerText();
  }
}
