/**
 * The only keys that a page without scripts can offer. They may cross a screen reader's own, so nothing hangs on them:
 * each is listed under "?", and each does what a visible link or button does too. None publishes.
 */
export const accessKey = (letter: string): { readonly accesskey: string } => ({ accesskey: letter });
