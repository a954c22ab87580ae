/** Sent with every public page. No inline script or style exists, so none is allowed (a nonce in a cached page protects nothing). */
export const publicSecurityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'; manifest-src 'self'",
  'x-content-type-options': 'nosniff',
  // Pages of the site are told from which other one a reader came; nobody else is.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=()',
};
