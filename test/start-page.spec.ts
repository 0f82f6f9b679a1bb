import { useRunningApi } from './support/running-api.js';

describe('with documentation', () => {
  const running = useRunningApi({ environment: { PUBLIC_URL: 'https://contoso.example/api' } });

  it('leads from the first address to the documentation page', async () => {
    const response = await fetch(`${running.api.origin}/`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/api/docs');
  });
});

describe('without documentation', () => {
  const running = useRunningApi({ environment: { DOCUMENTATION: 'off' } });

  it('says at the first address what this is', async () => {
    const { status, headers, body } = await running.api.call<string>('/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(body).toBe('Tasks API\n');
  });
});
