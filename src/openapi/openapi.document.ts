import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_TOKEN_SCHEME } from '../auth/index.js';
import { addStandardResponses } from './standard-responses.js';
import type { OpenApiOptions } from './openapi.options.js';
import { problemSchema } from './problem.schema.js';
import { convertSchema } from './schema-converter.js';
import {
  addApplicationAccess,
  APPLICATION_SCHEME,
  applicationScheme,
  securityScheme,
  useFullScopeNames,
} from './security-scheme.js';

/** That of package.json. */
const version = '0.1.0';

const description = (summary: string) => `${summary}

Every operation needs an access token of the identity provider, sent as \`Authorization: Bearer\`.
Each names the scope that the token of a person must carry, and the permission that lets an
application do the same for everybody in its tenant.`;

/** The OpenAPI 3.1 document of an application. Starts nothing and fetches nothing. */
export function createOpenApiDocument(
  app: INestApplication,
  options: OpenApiOptions,
): OpenAPIObject {
  const builder = new DocumentBuilder();
  for (const tag of options.tags) {
    builder.addTag(tag.name, tag.description);
  }
  const config = builder
    .setOpenAPIVersion('3.1.0')
    .setTitle(options.title)
    .setDescription(description(options.summary))
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(options.publicUrl)
    .addTag('caller', 'Who the access token says is calling.')
    .addTag('health', 'For whoever runs the API. Open to everybody.')
    .addSecurity(ACCESS_TOKEN_SCHEME, securityScheme(options))
    .addSecurity(APPLICATION_SCHEME, applicationScheme(options))
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convertSchema,
    autoTagControllers: false,
  });
  const problem = convertSchema(problemSchema, { schemaType: 'output' });
  Object.assign(((document.components ??= {}).schemas ??= {}), problem?.components);
  addStandardResponses(document);
  useFullScopeNames(document, options);
  addApplicationAccess(document, options);
  return document;
}
