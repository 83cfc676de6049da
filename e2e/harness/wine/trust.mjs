// What an operator's group policy does: puts a certificate among the roots that the user's Windows trusts. Runs under Wine as
// `node.exe trust.mjs <file in DER>`.
import { readFileSync } from 'node:fs';
import koffi from 'koffi';

const crypt = koffi.load('crypt32.dll');
const P = 'void *';
const openStore = crypt.func('CertOpenStore', P, ['uintptr_t', 'uint', P, 'uint', 'str16']);
const add = crypt.func('CertAddEncodedCertificateToStore', 'int', [P, 'uint', P, 'uint', 'uint', P]);
const closeStore = crypt.func('CertCloseStore', 'int', [P, 'uint']);

const SYSTEM_STORE = 10;
const CURRENT_USER = 1 << 16;
const X509 = 1;
const REPLACE_EXISTING = 3;
const certificate = readFileSync(process.argv[2]);
const store = openStore(SYSTEM_STORE, 0, null, CURRENT_USER, 'ROOT');
if (store === null) throw new Error('no such store');
if (!add(store, X509, certificate, certificate.length, REPLACE_EXISTING, null)) throw new Error('not added');
closeStore(store, 0);
