import { faultPaths, Person } from '../support/person.js';
import { useRunningApi } from '../support/running-api.js';
import { newTask } from '../support/task-body.js';

const running = useRunningApi();

it.each([
  ['in UTC', '2027-01-31T17:00:00Z', '2027-01-31T17:00:00.000Z'],
  ['with a small t and z', '2027-01-31t17:00:00z', '2027-01-31T17:00:00.000Z'],
  ['east of Greenwich', '2027-01-31T17:00:00+05:30', '2027-01-31T11:30:00.000Z'],
  ['west of Greenwich, the next day', '2027-01-31T17:00:00-08:00', '2027-02-01T01:00:00.000Z'],
  ['with the greatest offset', '2027-01-31T17:00:00+23:59', '2027-01-30T17:01:00.000Z'],
  ['with an unknown offset', '2027-01-31T17:00:00-00:00', '2027-01-31T17:00:00.000Z'],
  ['with a tenth of a second', '2027-01-31T17:00:00.5Z', '2027-01-31T17:00:00.500Z'],
  ['finer than is kept', '2027-01-31T17:00:00.123456789Z', '2027-01-31T17:00:00.123Z'],
  ['on a leap day', '2028-02-29T23:59:59Z', '2028-02-29T23:59:59.000Z'],
  ['on a leap day of a whole century', '2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
  ['at the first moment', '0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ['at the last moment', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['before 1970', '1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ['in the first century', '0099-12-31T00:00:00Z', '0099-12-31T00:00:00.000Z'],
])('accepts a moment %s and gives it back in UTC', async (_, sent, kept) => {
  const person = new Person(running);
  const created = await person.add({ dueAt: sent });
  expect(created.dueAt).toBe(kept);
  expect((await person.get(created.path)).body).toMatchObject({ dueAt: kept });
  const other = await person.add();
  const changed = await person.send('PATCH', other.path, { dueAt: sent });
  expect(changed).toMatchObject({ status: 200, body: { dueAt: kept } });
  // What it gives back can be sent again.
  expect((await person.add({ dueAt: kept })).dueAt).toBe(kept);
});

it.each([
  ['without an offset', '2027-01-31T17:00:00'],
  ['without a time', '2027-01-31'],
  ['without seconds', '2027-01-31T17:00Z'],
  ['with a blank for the T', '2027-01-31 17:00:00Z'],
  ['with blanks around it', ' 2027-01-31T17:00:00Z'],
  ['with a line break after it', '2027-01-31T17:00:00Z\n'],
  ['on a 30 February', '2027-02-30T17:00:00Z'],
  ['on a 29 February that is none', '2027-02-29T17:00:00Z'],
  ['on a 29 February of 1900', '1900-02-29T17:00:00Z'],
  ['on a 31 April', '2027-04-31T17:00:00Z'],
  ['on day 0', '2027-01-00T17:00:00Z'],
  ['in month 0', '2027-00-31T17:00:00Z'],
  ['in month 13', '2027-13-31T17:00:00Z'],
  ['at hour 24', '2027-01-31T24:00:00Z'],
  ['at minute 60', '2027-01-31T17:60:00Z'],
  ['at second 61', '2027-01-31T17:00:61Z'],
  ['with an offset of 24 hours', '2027-01-31T17:00:00+24:00'],
  ['with an offset of 60 minutes', '2027-01-31T17:00:00+01:60'],
  ['with an offset without a colon', '2027-01-31T17:00:00+0100'],
  ['with an offset of hours only', '2027-01-31T17:00:00+01'],
  ['with a minus sign that is a letter', '2027-01-31T17:00:00\u221201:00'],
  ['with a point and no fraction', '2027-01-31T17:00:00.Z'],
  ['with a comma for the point', '2027-01-31T17:00:00,5Z'],
  ['of a year of two digits', '27-01-31T17:00:00Z'],
  ['of a year of five digits', '12027-01-31T17:00:00Z'],
  ['of a year with a sign', '+002027-01-31T17:00:00Z'],
  ['of a year before 0', '-000001-01-31T17:00:00Z'],
  ['whose offset leads before the year 0', '0000-01-01T00:00:00+00:01'],
  ['whose offset leads beyond the year 9999', '9999-12-31T23:59:59-00:01'],
  ['in the basic format', '20270131T170000Z'],
  ['by the week', '2027-W04-7T17:00:00Z'],
  ['by the day of the year', '2027-031T17:00:00Z'],
  ['in digits of another script', '٢٠٢٧-01-31T17:00:00Z'],
  ['of RFC 2822', 'Sun, 31 Jan 2027 17:00:00 GMT'],
  ['in seconds', '1800000000'],
  ['in words', 'tomorrow'],
])('refuses a moment %s', async (_, dueAt) => {
  const person = new Person(running);
  const { path } = await person.add();
  for (const answer of [
    await person.send('POST', '/tasks', newTask({ dueAt })),
    await person.send('PATCH', path, { dueAt }),
  ]) {
    expect(answer.status).toBe(400);
    expect(faultPaths(answer)).toEqual(['dueAt']);
  }
});
