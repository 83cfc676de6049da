import koffi from 'koffi';
import { StartProblem } from '../start-problem.ts';
import { type PolicyValues, policyNames } from './policy.ts';

/** Users cannot write below Policies of the machine; that of the user (HKEY_CURRENT_USER) is not asked. */
const SUBKEY = 'Software\\Policies\\Fjernhjelp';
export const POLICY_KEY = `HKEY_LOCAL_MACHINE\\${SUBKEY}`;

/** HKEY_LOCAL_MACHINE, 0x80000002, as Windows extends its sign to 64 bits. */
const HKEY_LOCAL_MACHINE = -0x7ffffffe;
/** RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY */
const TEXT_IN_64_BIT_VIEW = 0x0001_0002;
const ERROR_SUCCESS = 0;
const ERROR_FILE_NOT_FOUND = 2;
const MAX_VALUE_BYTES = 4096;

/**
 * Reads the operator's policy of a Windows machine (RegGetValueW of advapi32).
 * @throws StartProblem "policy-unreadable" for a value that is there and no text, or too long
 */
export function readPolicyRegistry(): PolicyValues {
  const getValue = koffi
    .load('advapi32.dll')
    .func('RegGetValueW', 'int32', ['intptr', 'str16', 'str16', 'uint32', 'void *', 'void *', 'void *']);
  const values: Partial<Record<keyof PolicyValues, string>> = {};
  for (const name of policyNames) {
    const text = Buffer.alloc(MAX_VALUE_BYTES);
    const size = Uint32Array.of(MAX_VALUE_BYTES);
    const status = getValue(
      HKEY_LOCAL_MACHINE,
      SUBKEY,
      name,
      TEXT_IN_64_BIT_VIEW,
      null,
      text,
      size,
    ) as number;
    if (status === ERROR_FILE_NOT_FOUND) continue;
    if (status !== ERROR_SUCCESS) throw new StartProblem('policy-unreadable', { source: POLICY_KEY });
    values[name] = text.toString('utf16le', 0, size[0]).replace(/\0+$/, '');
  }
  return values;
}
