import { demoUser } from '../src/index.js';
import { authorizeUrl, read, receive, redeem } from './support/client.js';
import { browser, root } from './support/console.js';
import { start } from './support/running-emulator.js';

describe('sign-ins and tokens in the console', () => {
  it('are listed with their claims, and no token among them', async () => {
    const emulator = await start({ control: true });
    const visitor = browser(emulator);
    const signInPage = await visitor.open(authorizeUrl(emulator));
    const again = await visitor.submit(signInPage, 'sign-in', { ...demoUser, password: 'wrong' });
    const { url } = await visitor.submit(again, 'sign-in', { ...demoUser });
    const { body } = await redeem(emulator, url.searchParams.get('code') ?? '');
    await visitor.open(authorizeUrl(emulator, { client_id: 'nobody' }));

    const { text } = await visitor.open(`${root}/b2c/activity`);
    const plain = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const line of [
      'Wrong e-mail or password for demo@contoso.example at Single-page client',
      'Sign-in of demo@contoso.example to Single-page client with B2C_1_signupsignin',
      'Access token for Single-page client, Demo Person: tasks.read tasks.write',
      'ID token for Single-page client, Demo Person',
      'unauthorized_client AADB2C90018',
      'Clients registered in contoso.onmicrosoft.com:',
    ]) {
      expect(plain).toContain(line);
    }
    const [, claims = '', signature = ''] = String(body['access_token']).split('.');
    expect(plain).toContain(String(read(body['access_token']).claims['exp']));
    expect(text).not.toContain(claims);
    expect(text).not.toContain(signature);
    expect(text).not.toContain(demoUser.password);
  });

  it('come in as they happen, and are not lost when the connection is', async () => {
    const emulator = await start({ control: true });
    const page = await browser(emulator).open(`${root}/b2c/activity`);
    const stream = `${emulator.httpOrigin}${root}/b2c/activity/stream`;
    expect(page.text).toContain(`data-stream="${root}/b2c/activity/stream"`);

    const open = await fetch(`${stream}?after=0`);
    expect(open.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsOf(open);
    await receive(emulator);
    const [event] = await take(events, 1);
    expect(event?.id).toBe('1');
    expect(JSON.parse(event?.data ?? '')).toContain('<strong>Sign-in</strong> of demo@contoso');
    await events.return(undefined);

    await receive(emulator);
    const later = eventsOf(await fetch(stream, { headers: { 'last-event-id': '1' } }));
    expect((await take(later, 1)).map(({ id }) => id)).toEqual(['2']);
    // After a restart the numbers begin again.
    const restarted = eventsOf(await fetch(stream, { headers: { 'last-event-id': '9' } }));
    expect((await take(restarted, 2)).map(({ id }) => id)).toEqual(['1', '2']);
    await Promise.all([later.return(undefined), restarted.return(undefined)]);
  });

  it('are the last 200', async () => {
    const emulator = await start({ control: true });
    const url = authorizeUrl(emulator, { client_id: 'nobody' });
    for (let index = 0; index < 205; index += 1) {
      await fetch(url);
    }
    const { text } = await browser(emulator).open(`${root}/b2c/activity`);
    expect(text.match(/<li class="error">/g)).toHaveLength(200);
    expect(text).toContain('data-after="205"');
  });
});

interface ServerSentEvent {
  readonly id: string;
  readonly data: string;
}

async function* eventsOf(response: Response): AsyncGenerator<ServerSentEvent> {
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let end = buffer.indexOf('\n\n'); end !== -1; end = buffer.indexOf('\n\n')) {
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(buffer.slice(0, end)) ?? [];
      buffer = buffer.slice(end + 2);
      if (id !== undefined && data !== undefined) {
        yield { id, data };
      }
    }
  }
}

async function take(events: AsyncGenerator<ServerSentEvent>, count: number) {
  const taken: ServerSentEvent[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) {
      break;
    }
    taken.push(value);
  }
  return taken;
}
