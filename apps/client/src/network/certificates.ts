import { getCACertificates } from 'node:tls';

/**
 * Whom the client trusts: Node's own list, what NODE_EXTRA_CA_CERTS adds, and the system's store, where an operator puts
 * an authority of their own. Reading takes a few tens of milliseconds: only when an encrypted line is opened.
 * @returns PEM certificates
 */
export function trustedCertificates(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

/** Codes of node:tls for a certificate that does not prove the server's name (OpenSSL's X509_V_ERR names). */
const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** @returns whether an error of a socket says that the certificate is not trusted */
export function isUntrustedCertificate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && untrusted.has(String(error.code));
}
