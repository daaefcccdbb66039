import type { Service } from '../../shared/api-types.js';
import { isStaff } from './is-staff.js';

/** Whether somebody of these roles may start a service. */
export function mayStart({ startRoles }: Service, roles: readonly string[]): boolean {
  return startRoles.some((role) => roles.includes(role));
}

/**
 * The services a person is shown: those that people outside the office start (their guides are for everybody to read), and those of the
 * office only to who may start them.
 */
export function servicesFor(services: readonly Service[], roles: readonly string[]): readonly Service[] {
  return services.filter(
    (one) =>
      mayStart(one, roles) || one.startRoles.some((role) => !isStaff({ roles: [role] }) && role !== 'team-leader'),
  );
}
