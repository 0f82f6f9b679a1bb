import { attributeNameSchema, builtInAttributes } from '../config/index.js';
import { type EmulatorResponse, redirect } from '../http/index.js';
import { errorSummary, type Faults, field, type Field, html } from '../pages/index.js';
import type { Tenant } from '../tenant/index.js';
import { looksLikeEmail } from '../user-flows/index.js';
import { type AttributeValue, passwordFault, type User } from '../users/index.js';
import { type ConsoleContext, sectionPath } from './console-context.js';
import { consolePage } from './console.page.js';

const taken = 'Another person has this e-mail address.';

/** The form of a person; without a user, of a new one. */
export function showPersonForm(
  context: ConsoleContext,
  user: User | undefined,
  faults: Faults = {},
): EmulatorResponse {
  const { tenant, form } = context;
  const value = (name: string, known: AttributeValue | undefined) =>
    form.get(name) ?? String(known ?? '');
  const fields: Field[] = [
    {
      name: 'email',
      label: 'Email address',
      type: 'email',
      value: value('email', user?.email),
      autocomplete: 'off',
    },
    {
      name: 'password',
      label: user ? 'New password' : 'Password',
      type: 'password',
      autocomplete: 'new-password',
      required: !user,
      hint: user ? 'Left empty, it stays as it is.' : 'No real one: this is for development.',
    },
    ...attributeNames(tenant, user).map((name) => ({
      name,
      label: labelOf(name),
      value: value(name, user?.attributes[name]),
      autocomplete: 'off',
      required: false,
    })),
    {
      name: 'further-name',
      label: 'Another attribute',
      hint: 'A custom attribute, such as extension_Team.',
      value: value('further-name', undefined),
      autocomplete: 'off',
      required: false,
    },
    {
      name: 'further-value',
      label: 'Its value',
      value: value('further-value', undefined),
      autocomplete: 'off',
      required: false,
    },
  ];
  return consolePage(context, {
    section: 'people',
    title: user ? `Edit ${user.email}` : 'Add a person',
    status: Object.keys(faults).length > 0 ? 400 : 200,
    content: html`<form
      class="narrow"
      method="post"
      action="${sectionPath(tenant, 'people', user?.id ?? 'new')}"
      novalidate
    >
      ${errorSummary(faults)} ${fields.map((one) => field(one, faults))}
      <div class="actions">
        <button class="small primary">${user ? 'Save' : 'Add'}</button>
        <a class="small" href="${sectionPath(tenant, 'people')}">Cancel</a>
      </div>
    </form>`,
  });
}

/** Takes the form of a person. */
export async function savePerson(
  context: ConsoleContext,
  user: User | undefined,
): Promise<EmulatorResponse> {
  const { tenant, form } = context;
  const { users } = tenant;
  const email = (form.get('email') ?? '').trim();
  const password = form.get('password') ?? '';
  const faults = faultsOf(form, user);
  if (Object.keys(faults).length > 0) {
    return showPersonForm(context, user, faults);
  }
  const changes = readAttributes(tenant, form, user);
  if (!user) {
    const known = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== ''));
    const created = await users.create(email, password, known);
    return created ? done(tenant, 'added') : showPersonForm(context, user, { email: taken });
  }
  const renamed = await users.changeEmail(user, email);
  if (!renamed) {
    return showPersonForm(context, user, { email: taken });
  }
  await users.update(renamed, changes);
  if (password !== '') {
    await users.changePassword(renamed, password);
  }
  return done(tenant, 'saved');
}

function done(tenant: Tenant, notice: 'added' | 'saved'): EmulatorResponse {
  return redirect(`${sectionPath(tenant, 'people')}?done=${notice}`, 303);
}

function faultsOf(form: URLSearchParams, user: User | undefined): Faults {
  const password = form.get('password') ?? '';
  const weak = user && password === '' ? undefined : passwordFault(password);
  const further = form.get('further-name') ?? '';
  const email = (form.get('email') ?? '').trim();
  return {
    ...(!looksLikeEmail(email) && { email: 'Please enter a valid email address.' }),
    ...(weak !== undefined && { password: weak }),
    ...(further !== '' &&
      !attributeNameSchema.safeParse(further).success && {
        'further-name': 'A built-in attribute, or extension_ and letters, digits or _.',
      }),
  };
}

/** The attributes that the form changes. A number or a boolean that was not edited keeps its type. */
function readAttributes(
  tenant: Tenant,
  form: URLSearchParams,
  user: User | undefined,
): Record<string, string> {
  const changes = attributeNames(tenant, user)
    .map((name): [string, string] => [name, (form.get(name) ?? '').trim()])
    .filter(([name, value]) => value !== String(user?.attributes[name] ?? ''));
  const further = form.get('further-name') ?? '';
  return Object.fromEntries([
    ...changes,
    ...(further === '' ? [] : [[further, form.get('further-value') ?? '']]),
  ]) as Record<string, string>;
}

/** Built-in attributes, those of the policies and claims, and those that the person has. */
function attributeNames({ config }: Tenant, user: User | undefined): string[] {
  const notAttributes = new Set(['emails', 'idp', 'newUser']);
  return [
    ...new Set([
      ...Object.keys(builtInAttributes),
      ...config.policies.flatMap(({ attributes, claims }) => [...attributes, ...claims]),
      ...config.applications.flatMap(({ optionalClaims }) => Object.values(optionalClaims)),
      ...Object.keys(user?.attributes ?? {}),
    ]),
  ].filter((name) => !notAttributes.has(name));
}

function labelOf(name: string): string {
  return Object.hasOwn(builtInAttributes, name)
    ? builtInAttributes[name as keyof typeof builtInAttributes].label
    : name;
}
