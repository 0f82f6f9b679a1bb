import { partsOf } from './linked-text.js';

const linksOf = (text: string) => partsOf(text).flatMap((part) => (part.isLink ? [part.text] : []));

it.each([
  ['see https://example.org/a?b=c#d.', 'https://example.org/a?b=c#d'],
  ['(http://example.org/a_(b))', 'http://example.org/a_(b)'],
  ['https://example.org/ü, and so on', 'https://example.org/ü'],
])('finds the address in “%s”', (text, link) => {
  expect(linksOf(text)).toEqual([link]);
});

it('loses nothing of the text around addresses', () => {
  const text = 'a https://x.example, b (https://y.example)!';
  expect(
    partsOf(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

it.each(['javascript:alert(1)', 'example.org', 'data:text/html,x', 'xhttps://a', 'https://'])(
  'makes no link of “%s”',
  (text) => {
    expect(linksOf(text)).toEqual([]);
  },
);
