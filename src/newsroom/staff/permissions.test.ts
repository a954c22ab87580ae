import { describe, expect, it } from 'vitest';
import { type Deed, mayDo } from './permissions.js';
import type { StaffRole } from './staff-member.js';

describe('mayDo', () => {
  it.each<[Deed, readonly StaffRole[]]>([
    ['create', ['reporter', 'editor', 'owner']],
    ['submit', ['reporter', 'editor', 'owner']],
    ['publish', ['editor', 'owner']],
    ['schedule', ['editor', 'owner']],
    ['correct', ['editor', 'owner']],
    ['withdraw', ['editor', 'owner']],
    ['spike', ['editor', 'owner']],
    ['arrange-front', ['editor', 'owner']],
    ['choose-related', ['editor', 'owner']],
    ['read-numbers', ['reporter', 'editor', 'owner']],
    ['keep-staff', ['owner']],
  ])('%s: %j', (deed, allowed) => {
    const roles: readonly StaffRole[] = ['reporter', 'editor', 'owner'];
    expect(roles.filter((role) => mayDo(role, deed))).toEqual(allowed);
  });

  it('lets a reporter edit what the desk has not taken over', () => {
    expect(mayDo('reporter', 'edit', 'draft')).toBe(true);
    expect(mayDo('reporter', 'edit', 'review')).toBe(true);
    for (const status of ['approved', 'scheduled', 'published', 'withdrawn', 'spiked'] as const) {
      expect(mayDo('reporter', 'edit', status)).toBe(false);
      expect(mayDo('editor', 'edit', status)).toBe(true);
    }
  });
});
