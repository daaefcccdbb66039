const OUTSIDE = new Set([
  'resident',
  'merchant',
  'agent',
  'owner',
  'member-household',
  'pioneer',
  'hoa-member',
  'volunteer',
  'team-leader',
]);

/** Whether somebody has work to do in the office: a role that people outside do not have. */
export function isStaff(user: { readonly roles: readonly string[] } | null | undefined): boolean {
  return user?.roles.some((role) => !OUTSIDE.has(role)) ?? false;
}
