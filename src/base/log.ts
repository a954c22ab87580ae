import pino from 'pino';

export type Log = pino.Logger;

/** JSON lines on standard error; secrets are redacted by path, addresses of readers are never passed in. */
export function openLog(level: string): Log {
  return pino(
    { level, base: null, redact: ['password', 'token', 'cookie', '*.password', '*.token', '*.cookie'] },
    pino.destination(2),
  );
}

export const silentLog: Log = pino({ level: 'silent' });
