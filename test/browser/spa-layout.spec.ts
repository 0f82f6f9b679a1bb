import { useSinglePageStack } from '../support/single-page-client.js';
import { OtherClient, useVisitor } from '../support/single-page-visitor.js';

const running = useSinglePageStack();
const visit = useVisitor(running);
const otherClient = new OtherClient(running);

const screens = [
  { screen: 'desktop', width: 1280, height: 800 },
  { screen: 'phone', width: 390, height: 844 },
] as const;

describe.each(screens)('on a $screen', ({ width, height }) => {
  beforeEach(() => visit.visitor.page.setViewportSize({ width, height }));

  const pageWidth = () => visit.visitor.page.evaluate('document.documentElement.scrollWidth');

  it('breaks words that are wider than the page, wherever they are', async () => {
    const { visitor } = visit;
    const title = 'x'.repeat(200);
    const { id } = await otherClient.add({ title, description: title });
    await visitor.signIn();
    await visitor.row(title).waitFor();
    expect(await pageWidth()).toBe(width);
    await visitor.press(`Edit ${title}`);
    await visitor.change('Title').fill('y'.repeat(200));
    await otherClient.change(id, { description: 'z'.repeat(200) });
    await visitor.press('Save');
    await visitor.sees('The other one');
    expect(await pageWidth()).toBe(width);
    await visitor.press('Keep the other');
    await visitor.press(`Delete ${title}`);
    await visitor.isTold(`“${title}” was deleted.`);
    expect(await pageWidth()).toBe(width);
    await visitor.press('Edit profile');
    await visitor.page.fill('[name=name]', 'w'.repeat(100));
    await visitor.press('Save');
    await visitor.sees(`Welcome, ${'w'.repeat(100)}`);
    expect(await pageWidth()).toBe(width);
  });

  it('shows the status and the due date of a task whole', async () => {
    const { visitor } = visit;
    const title = `Both on a screen of ${width}`;
    await otherClient.add({ title, status: 'in_progress', dueAt: '2026-01-20T22:31:00Z' });
    await visit.arriveSignedIn();
    const boxes = await Promise.all(
      [visitor.row(title), visitor.row(title).getByText('Overdue since')].map((part) =>
        part.boundingBox(),
      ),
    );
    const [row, due] = boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0));
    expect(due).toBeLessThanOrEqual(row ?? 0);
  });

  it('never leaves what has the keyboard under a notice', async () => {
    const { visitor } = visit;
    const { page } = visitor;
    const titles = Array.from({ length: 12 }, (_, index) => `Number ${index} of ${width}`);
    for (const title of titles) {
      await otherClient.add({ title });
    }
    const gone = await otherClient.add({ title: `Gone from ${width}` });
    await visit.arriveSignedIn();
    await visitor.row(gone.title).waitFor();
    await otherClient.delete(gone.id);
    await visitor.row(gone.title).getByRole('checkbox').click();
    await visitor.isTold('This task is no longer there.');
    await visitor.page.getByLabel('Order').focus();
    for (const title of titles.toReversed()) {
      for (const control of [`Done: ${title}`, `Edit ${title}`, `Delete ${title}`]) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate('document.activeElement.ariaLabel')).toBe(control);
        const covered =
          "document.activeElement.getBoundingClientRect().bottom > document.querySelector('.notifications').getBoundingClientRect().top";
        expect({ control, covered: await page.evaluate(covered) }).toEqual({
          control,
          covered: false,
        });
      }
    }
  });

  it('moves what has the keyboard out of the way of a notice that comes', async () => {
    const { visitor } = visit;
    const { page } = visitor;
    for (let number = 0; number < 12; number++) {
      await otherClient.add({ title: `One of ${number}`, description: 'Long\n'.repeat(20) });
    }
    await visit.arriveSignedIn();
    await visitor.row('One of 11').first().waitFor();
    await visitor.newTask('Title').fill(`Added in ${width}`);
    await visitor.newTask('Description').fill('Not much');
    const button = page.getByRole('button', { name: 'Add task' });
    await button.focus();
    // The window ends right below it.
    await page.setViewportSize({
      width,
      height: await page.evaluate<number>(
        'Math.ceil(scrollY + document.activeElement.getBoundingClientRect().bottom)',
      ),
    });
    await page.keyboard.press('Enter');
    await visitor.isTold('Your task was added.');
    const covered =
      "document.activeElement.getBoundingClientRect().bottom > document.querySelector('.notifications').getBoundingClientRect().top";
    // The observer of the notifications has run by then.
    await page.evaluate('new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))');
    expect(await page.evaluate(covered)).toBe(false);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Add task');
  });
});

it('shows text from right to left as it is read, and keeps it apart from what is around it', async () => {
  const { visitor } = visit;
  const { page } = visitor;
  const title = 'לקנות חלב!';
  await otherClient.add({ title, description: 'شراء (الحليب)' });
  await visit.arriveSignedIn();
  await visitor.row(title).waitFor();
  const isRightToLeft = (selector: string) =>
    page.locator(selector).evaluate((element) => element.matches(':dir(rtl)'));
  const row = `.task:has-text("${title}")`;
  expect(await isRightToLeft(`${row} .title`)).toBe(true);
  expect(await isRightToLeft(`${row} .description`)).toBe(true);
  await visitor.press(`Edit ${title}`);
  await visitor.change('Title').waitFor();
  expect(await isRightToLeft('.editing input:not([type])')).toBe(true);
  expect(await isRightToLeft('.editing textarea')).toBe(true);
  await visitor.press('Cancel');
  await visitor.press(`Delete ${title}`);
  await visitor.isTold(`“${title}” was deleted.`);
  expect(await isRightToLeft('.notification bdi')).toBe(true);
  expect(await isRightToLeft('.notification p')).toBe(false);
});
