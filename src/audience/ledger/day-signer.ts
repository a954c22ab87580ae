import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** Signs closed days. Ed25519 (RFC 8032), so that anybody with the public key can check without being able to sign. */
export interface DaySigner {
  readonly keyId: string;
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  /** Signature over the bytes of a hash, base64url. */
  sign(hash: string): string;
}

/** A new private key, PKCS #8 PEM, to be kept in the folder's secrets. */
export const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export function daySigner(keyId: string, privateKeyPem: string): DaySigner {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    keyId,
    publicKey,
    sign: (hash) => sign(null, Buffer.from(hash, 'hex'), privateKey).toString('base64url'),
  };
}

export function isSignedBy(publicKey: string, hash: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
