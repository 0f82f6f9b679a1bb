import { SetMetadata } from '@nestjs/common';

/** Where {@link Public} leaves its mark. */
export const PUBLIC = Symbol('PUBLIC');

/**
 * Opens a route, or all routes of a controller, to everybody; those that ask for something themselves
 * stay closed. Every other route needs a token.
 */
export const Public = () => SetMetadata(PUBLIC, true);
