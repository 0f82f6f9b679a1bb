import { AcceptedRequestCounter } from './accepted-request.counter.js';

it('counts each provider’s clients apart', () => {
  const counter = new AcceptedRequestCounter();
  counter.add({ provider: 'customers', client: 'board' });
  counter.add({ provider: 'customers', client: 'board' });
  counter.add({ provider: 'staff', client: 'board' });
  counter.add({ provider: 'staff', client: null });
  expect(counter.counts()).toEqual([
    { provider: 'customers', client: 'board', count: 2 },
    { provider: 'staff', client: 'board', count: 1 },
    { provider: 'staff', client: '', count: 1 },
  ]);
});

it('counts all clients beyond the first hundred together, and goes on counting those', () => {
  const counter = new AcceptedRequestCounter();
  for (let index = 0; index < 105; index++) {
    counter.add({ provider: 'customers', client: `client-${index}` });
  }
  counter.add({ provider: 'customers', client: 'client-0' });
  const counts = counter.counts();
  expect(counts).toHaveLength(101);
  expect(counts[0]).toMatchObject({ client: 'client-0', count: 2 });
  expect(counts.at(-1)).toEqual({ provider: 'customers', client: 'other', count: 5 });
});
