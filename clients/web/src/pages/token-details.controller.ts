import { Controller, Get, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthenticatedGuard, signedInUser } from '../session/index.js';
import { PageRenderer } from './page.renderer.js';

/** Shows the claims of the latest ID token. */
@Controller('auth/token_details')
@UseGuards(AuthenticatedGuard)
export class TokenDetailsController {
  constructor(private readonly pages: PageRenderer) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.send(request, reply, {
      template: 'token-details',
      title: 'Your ID token',
      data: { rows: claimRows(signedInUser(request)?.claims.all ?? {}) },
    });
  }
}

/** One row of the table of claims. */
interface ClaimRow {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

/**
 * https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#claims
 * https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */
const meanings: Readonly<Record<string, string>> = {
  iss: 'Who issued the token',
  aud: 'The application it is for',
  exp: 'Valid until',
  nbf: 'Valid from',
  iat: 'Issued at',
  auth_time: 'When you signed in',
  sub: 'Who you are, as an id',
  oid: 'Your object id in the directory',
  tfp: 'The user flow that issued it',
  acr: 'The user flow that issued it',
  tid: 'Your tenant',
  nonce: 'Ties the token to one sign-in',
  ver: 'Version of the token',
  name: 'Display name',
  given_name: 'Given name',
  family_name: 'Surname',
  emails: 'E-mail addresses',
  email: 'E-mail address',
  preferred_username: 'User name',
  idp: 'Where you have your account',
  newUser: 'Whether you just signed up',
  city: 'City',
  country: 'Country or region',
  state: 'State or province',
  postalCode: 'Postal code',
  streetAddress: 'Street address',
  jobTitle: 'Job title',
  at_hash: 'Ties the token to an access token',
  c_hash: 'Ties the token to a code',
};

const timeClaims = new Set(['exp', 'nbf', 'iat', 'auth_time']);

const technicalClaims = new Set([
  ...timeClaims,
  'iss',
  'aud',
  'sub',
  'oid',
  'tfp',
  'acr',
  'nonce',
  'ver',
  'tid',
  'rh',
  'uti',
  'aio',
  'at_hash',
  'c_hash',
]);

/** Rows for people to read, with what is about the person first. */
function claimRows(claims: Readonly<Record<string, unknown>>): ClaimRow[] {
  return Object.entries(claims)
    .map(([name, value]) => ({
      name,
      value: timeClaims.has(name) && typeof value === 'number' ? formatTime(value) : format(value),
      meaning: meanings[name] ?? '',
    }))
    .toSorted((a, b) => Number(technicalClaims.has(a.name)) - Number(technicalClaims.has(b.name)));
}

function formatTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function format(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(format).join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
