import type { StaffDesk } from './staff-desk.js';

export const firstLoginEmail = 'editor@localhost';

/**
 * The login of a new folder: an owner who can come in from this machine only. Made when nobody has an account yet;
 * false when somebody has, and then the password given means nothing.
 */
export async function makeFirstLogin(desk: StaffDesk, password: string): Promise<boolean> {
  if ((await desk.all()).length > 0) return false;
  await desk.add(
    { email: firstLoginEmail, name: 'First editor', role: 'owner', password, isLocalOnly: true },
    'start',
  );
  return true;
}
