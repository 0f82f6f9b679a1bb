import { Module } from '@nestjs/common';
import { HttpClientService } from './http-client.service.js';

/** Outgoing HTTP requests. */
@Module({ providers: [HttpClientService], exports: [HttpClientService] })
export class HttpClientModule {}
