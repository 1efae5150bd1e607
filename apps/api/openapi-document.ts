import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The errors that any call may answer; each is `{code, message, details?}`. */
const ERRORS: Record<string, string> = {
  400: 'Something is wrong with the body or the query; `details` names each field.',
  401: 'Not signed in.',
  403: 'Not allowed.',
  404: 'Not there, or not to be known of.',
  409: 'In conflict with the present state; `details` carries it where that helps.',
  429: 'Too many.',
};

/** The OpenAPI 3 document, made from the controllers; needs no database. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('销号 Xiaohao')
    .setDescription('重点项目问题台账与督办系统。金额为以万元计的十进制文本；日期为上海时间。')
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('xiaohao')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of a big screen.' }, 'screen')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = { ...document.components };
  document.components.schemas = {
    ...document.components.schemas,
    Problem: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'Stable, for programs.' },
        message: { type: 'string', description: 'A Chinese sentence for people.' },
        details: {
          description: 'Field faults `[{field, message}]`, or the current state of what is in conflict.',
        },
      },
    },
  };
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (!operation) continue;
      for (const [status, description] of Object.entries(ERRORS)) {
        operation.responses[status] ??= {
          description,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        };
      }
    }
  }
  return document;
}
