import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { Settings } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './app.module';
import { describeApi } from './openapi-document';

/** Writes the OpenAPI document to the file named, or prints it: without database or queue. */
async function main(file?: string): Promise<void> {
  const settings = Object.assign(new Settings(), { DATABASE_URL: 'postgres://nowhere/none' });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(settings), new FastifyAdapter(), {
    preview: true,
    logger: false,
  });
  const text = `${JSON.stringify(describeApi(app), null, 2)}\n`;
  if (file) writeFileSync(file, text);
  else process.stdout.write(text);
}

void main(process.argv[2]);
