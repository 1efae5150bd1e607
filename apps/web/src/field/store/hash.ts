/** SHA-256 in hexadecimal digits. Browsers give it on encrypted addresses only. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the address is encrypted, which hashes, the service worker and the position need. */
export const isSecure = (): boolean => window.isSecureContext && 'subtle' in crypto;
