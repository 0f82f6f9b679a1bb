import { z } from 'zod';

/** Built-in attributes: label, and whether a value is required. */
export const builtInAttributes = {
  name: { label: 'Display name', required: true, autocomplete: 'name' },
  given_name: { label: 'Given name', required: false, autocomplete: 'given-name' },
  family_name: { label: 'Surname', required: false, autocomplete: 'family-name' },
  jobTitle: { label: 'Job title', required: false, autocomplete: 'organization-title' },
  streetAddress: { label: 'Street address', required: false, autocomplete: 'street-address' },
  city: { label: 'City', required: false, autocomplete: 'address-level2' },
  state: { label: 'State or province', required: false, autocomplete: 'address-level1' },
  postalCode: { label: 'Postal code', required: false, autocomplete: 'postal-code' },
  country: { label: 'Country or region', required: false, autocomplete: 'country-name' },
} as const;

/** Attributes that a policy asks for by default. */
export const defaultAttributes = ['name', 'given_name', 'family_name'] as const;

/** Name of an attribute: a built-in one, or a custom one of the form extension_Name. */
export const attributeNameSchema = z
  .string()
  .refine(
    (name) => Object.hasOwn(builtInAttributes, name) || /^extension_[A-Za-z0-9_]{1,60}$/.test(name),
    'a built-in attribute (name, given_name, city, …) or extension_SOMETHING',
  );

/** A local account that exists at start. */
export const userSchema = z.strictObject({
  id: z.guid().toLowerCase().optional().describe('Object id; left out: derived from the e-mail'),
  email: z.email(),
  password: z.string().min(1),
  attributes: z
    .record(attributeNameSchema, z.union([z.string(), z.number(), z.boolean()]))
    .default({}),
  idp: z.string().optional().describe('Value of the idp claim; local accounts have none'),
  tenantId: z.guid().toLowerCase().optional().describe('entra: one of otherTenants'),
  guest: z.boolean().default(false).describe('entra: at home in another tenant'),
  roles: z.array(z.string()).default([]).describe('entra: app roles of this person'),
  groupOverage: z.boolean().default(false).describe('entra: in more groups than a token holds'),
  demo: z.boolean().default(false).describe('The sign-in page offers to fill this user in'),
});

/** A checked user entry. */
export type UserEntry = Readonly<z.output<typeof userSchema>>;
