import type { INestApplication } from '@nestjs/common';
import {
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
  type SwaggerDocumentOptions,
} from '@nestjs/swagger';
import { z } from 'zod';
import type { OpenApiOptions } from './openapi.options.js';
import { problemSchema } from './problem.documentation.js';
import { requireAnyProvider, securitySchemes } from './security-schemes.js';
import { addStandardResponses } from './standard-responses.js';

/** That of package.json. */
const version = '0.1.0';

const description = ({ summary, guide }: OpenApiOptions) => `${summary}

Every operation needs an access token of the identity provider, sent as \`Authorization: Bearer\`.
Each names the scope that the token of a person must carry, and the permission that lets an
application do the same for everybody in its tenant.

## Getting started

1. Sign in on the documentation page.
2. Open an operation, press **Try it out**, then **Execute**.
3. Copy what you did as \`curl\`, \`fetch\` or a call of a typed client, with your access token in it.

The types of a client come from this document: \`npx openapi-typescript openapi.json -o schema.d.ts\`.

${guide}`;

/** The OpenAPI 3.1 document of an application. Starts nothing and fetches nothing. */
export function createOpenApiDocument(
  app: INestApplication,
  options: OpenApiOptions,
): OpenAPIObject {
  const builder = new DocumentBuilder();
  for (const tag of options.tags) {
    builder.addTag(tag.name, tag.description);
  }
  for (const [name, scheme] of Object.entries(securitySchemes(options))) {
    builder.addSecurity(name, scheme);
  }
  const config = builder
    .setOpenAPIVersion('3.1.0')
    .setTitle(options.title)
    .setDescription(description(options))
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(options.publicUrl)
    .addTag('caller', 'Who the access token says is calling.')
    .addTag('health', 'For whoever runs the API. Open to everybody.')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convertSchema,
    autoTagControllers: false,
  });
  const problem = convertSchema(problemSchema, { schemaType: 'output' });
  Object.assign(((document.components ??= {}).schemas ??= {}), problem?.components);
  addStandardResponses(document);
  requireAnyProvider(document, options);
  return document;
}

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;

/**
 * Writes a zod schema as OpenAPI 3.1 does: plain JSON Schema of draft 2020-12. Schemas with an id
 * become components that others refer to.
 */
const convertSchema: Converter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) {
    return undefined;
  }
  const {
    $schema: _,
    $defs = {},
    id,
    ...own
  } = z.toJSONSchema(schema, {
    io: schemaType,
    override: ({ jsonSchema }) => useDocumentedForm(jsonSchema),
  });
  const components = Object.fromEntries(
    Object.entries($defs).map(([name, { id: _id, ...definition }]) => [name, definition]),
  );
  return typeof id === 'string'
    ? { schema: { $ref: `#/components/schemas/${id}` }, components: { ...components, [id]: own } }
    : { schema: own, components };
};

/**
 * A query parameter is text to the code that reads it, whatever it stands for. `documentedAs` in the
 * metadata of its schema says what it is to a caller.
 */
function useDocumentedForm(jsonSchema: Record<string, unknown>): void {
  const { documentedAs } = jsonSchema;
  if (typeof documentedAs !== 'object') {
    return;
  }
  for (const name of Object.keys(jsonSchema)) {
    delete jsonSchema[name];
  }
  Object.assign(jsonSchema, documentedAs);
}
