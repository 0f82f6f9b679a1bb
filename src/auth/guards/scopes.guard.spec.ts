import { missingAccess } from './scopes.guard.js';

const nothing = { scopes: [], roles: [], appPermissions: [], isApp: false };
const admins = { scopes: [], appPermissions: [], roles: ['Tasks.Admin', 'Tasks.Auditor'] };

it('lets a person with one of the roles pass, and tells others which there are', () => {
  expect(missingAccess({ ...nothing, roles: ['Tasks.Auditor'] }, admins)).toBeUndefined();
  const refusal = { kind: 'insufficient_role', roles: admins.roles };
  expect(missingAccess({ ...nothing, roles: ['tasks.admin'] }, admins)).toEqual(refusal);
  expect(missingAccess(undefined, admins)).toEqual(refusal);
});

it('does not take the role of an application for a person’s', () => {
  const app = { ...nothing, isApp: true, roles: ['Tasks.Admin'], appPermissions: ['Tasks.Admin'] };
  expect(missingAccess(app, admins)).toEqual({ kind: 'insufficient_role', roles: admins.roles });
});

it('asks for scope and role where a route needs both', () => {
  const both = { ...admins, scopes: ['tasks.read'] };
  const roles = ['Tasks.Admin'];
  expect(missingAccess({ ...nothing, roles }, both)).toMatchObject({ kind: 'insufficient_scope' });
  expect(missingAccess({ ...nothing, roles, scopes: ['tasks.read'] }, both)).toBeUndefined();
});
