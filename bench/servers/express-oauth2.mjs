import { once } from 'node:events';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';

export async function start({ provider: { issuer, jwksUri, audience } }) {
  const application = express();
  application.get(
    '/protected',
    auth({ issuer, jwksUri, audience, tokenSigningAlg: 'RS256' }),
    (_request, response) => void response.json({ status: 'ok' }),
  );
  // Express would write every refusal to the console.
  application.use((error, _request, response, _next) => response.status(error.status ?? 500).end());
  const server = application.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port };
}
