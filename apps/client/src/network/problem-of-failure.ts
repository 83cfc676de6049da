import type { TransportCode, TransportFailure } from '@fjernhjelp/protocol';
import { type ProblemCode, StartProblem } from '../start-problem.ts';

/** What a person is told of a first registration that failed; the rest is "server-refused" with its code. */
const problems: Partial<Record<TransportCode, ProblemCode>> = {
  unreachable: 'server-unreachable',
  closed: 'server-unreachable',
  timeout: 'server-unreachable',
  'server-restart': 'server-unreachable',
  'certificate-untrusted': 'certificate-untrusted',
  'version-unsupported': 'version-unsupported',
  'server-full': 'server-full',
  'too-many-requests': 'server-full',
};

/** @param server the server's origin, as it is named to the person */
export function problemOfFailure(failure: TransportFailure, server: string): StartProblem {
  return new StartProblem(
    problems[failure.code] ?? 'server-refused',
    { server, code: failure.code },
    { cause: failure },
  );
}
