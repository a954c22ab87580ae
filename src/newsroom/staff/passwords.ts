import { hash, verify } from '@node-rs/argon2';
import { atMost } from '../../base/at-most.js';
import { Problem } from '../../base/problem.js';

/** OWASP Password Storage Cheat Sheet, argon2id (this library's default kind): 19 MiB, two passes, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each takes 19 MiB and a core for a while: sign-ins must not take the machine from the readers. */
const hashingsAtOnce = 2;
const hashingsWaiting = 20;
const inTurn = atMost(hashingsAtOnce, hashingsWaiting);

/** NIST SP 800-63B asks for 8 at least and 15 without a second factor; length matters, odd characters do not. */
export const leastPasswordCharacters = 12;
const mostPasswordCharacters = 256;

/** One spelling for what looks alike on another keyboard (NIST SP 800-63B, section 5.1.1.2). */
const spelled = (password: string): string => password.normalize('NFKC');

/** The encoded hash to keep. Refuses what is too short to keep anybody out, or too long to be typed. */
export async function hashPassword(password: string): Promise<string> {
  const { length } = [...password];
  if (length < leastPasswordCharacters || length > mostPasswordCharacters)
    throw new Problem(
      'invalid_input',
      `A password has at least ${leastPasswordCharacters} characters and at most ${mostPasswordCharacters}; three or four plain words do well.`,
    );
  return inTurn(() => hash(spelled(password), argon2id));
}

let decoy: Promise<string> | undefined;

/** True for the right password. Without an account the same work is done, so that the time taken tells nothing. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  if ([...password].length > mostPasswordCharacters) return false;
  decoy ??= inTurn(() => hash('no account has this password', argon2id));
  const against = kept ?? (await decoy);
  const matches = await inTurn(() => verify(against, spelled(password)));
  return matches && kept !== undefined;
}
