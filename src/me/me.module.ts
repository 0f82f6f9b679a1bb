import { Module } from '@nestjs/common';
import { MeController } from './me.controller.js';

/** Shows callers what their access token says of them. */
@Module({ controllers: [MeController] })
export class MeModule {}
