import { type Password, parsePassword, parseSessionId, type SessionId } from '@fjernhjelp/protocol';
import type { TextKey } from '../../language/text-key.ts';

/** What the helper typed, as it stands in the form. */
export interface ConnectFields {
  readonly id: string;
  readonly password: string;
  readonly name: string;
  readonly organisation: string;
  readonly reason: string;
}

/** What a session is begun with. */
export interface ConnectRequest {
  readonly id: SessionId;
  readonly password: Password;
  readonly name: string;
  readonly organisation: string;
  readonly reason: string;
}

/** What is wrong with a field, as the place of the sentence that says so. */
export type FieldProblems = Partial<Record<'id' | 'password' | 'name', TextKey>>;

const idProblems = {
  'not-digits': 'console.problem.idNotDigits',
  'too-long': 'console.problem.idTooLong',
  'check-digit': 'console.problem.idCheckDigit',
} as const;

const passwordProblems = {
  'not-a-syllable': 'console.problem.passwordNotASyllable',
  'too-long': 'console.problem.passwordTooLong',
} as const;

/** @returns what is wrong already while typing; what is merely not finished is not wrong */
export function problemsWhileTyping({ id, password }: ConnectFields): FieldProblems {
  const problems: FieldProblems = {};
  const idProblem = parseSessionId(id).problem;
  if (idProblem !== undefined && idProblem !== 'incomplete') problems.id = idProblems[idProblem];
  const passwordProblem = parsePassword(password).problem;
  if (passwordProblem !== undefined && passwordProblem !== 'incomplete')
    problems.password = passwordProblems[passwordProblem];
  return problems;
}

/** @returns what to begin a session with, or all that is wrong now that the helper is done */
export function readFields(
  fields: ConnectFields,
): { request: ConnectRequest; problems?: never } | { request?: never; problems: FieldProblems } {
  const { id } = parseSessionId(fields.id);
  const { password } = parsePassword(fields.password);
  const name = fields.name.trim();
  if (id !== undefined && password !== undefined && name !== '') {
    const organisation = fields.organisation.trim();
    return { request: { id, password, name, organisation, reason: fields.reason.trim() } };
  }
  const problems: FieldProblems = {};
  if (id === undefined)
    problems.id = fields.id.trim() === '' ? 'console.problem.idMissing' : 'console.problem.idIncomplete';
  if (password === undefined)
    problems.password =
      fields.password.trim() === ''
        ? 'console.problem.passwordMissing'
        : 'console.problem.passwordIncomplete';
  if (name === '') problems.name = 'console.problem.nameMissing';
  return { problems: { ...problems, ...problemsWhileTyping(fields) } };
}
