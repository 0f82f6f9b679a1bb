import { SetMetadata } from '@nestjs/common';

export const PUBLIC = Symbol('PUBLIC');

/** Opens a route, or all routes of a controller, to everybody. Every other route needs a token. */
export const Public = () => SetMetadata(PUBLIC, true);
