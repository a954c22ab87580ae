import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './passwords.js';

describe('passwords', () => {
  it('are kept as argon2id with the parameters that OWASP names, and salted', async () => {
    const [first, second] = await Promise.all([
      hashPassword('harbour lamp 47'),
      hashPassword('harbour lamp 47'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await isPassword('harbour lamp 47', first)).toBe(true);
    expect(await isPassword('harbour lamp 48', first)).toBe(false);
  });

  it('are the same however the keyboard composes them', async () => {
    const kept = await hashPassword('caf\u00e9 au lait noir');
    expect(await isPassword('cafe\u0301 au lait noir', kept)).toBe(true);
  });

  it('let nobody in without an account', async () => {
    expect(await isPassword('no account has this password', undefined)).toBe(false);
  });

  it.each(['', 'short', 'x'.repeat(257)])('%j is refused', async (password) => {
    await expect(hashPassword(password)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
