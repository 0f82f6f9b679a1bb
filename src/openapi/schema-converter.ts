import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;

/**
 * Writes a zod schema as OpenAPI 3.1 does: plain JSON Schema of draft 2020-12. Schemas with an id
 * become components that others refer to.
 */
export const convertSchema: Converter = (schema, { schemaType }) => {
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
