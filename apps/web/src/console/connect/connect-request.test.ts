import { describe, expect, it } from 'vitest';
import { type ConnectFields, problemsWhileTyping, readFields } from './connect-request.ts';

const right: ConnectFields = {
  id: '123 456 782',
  password: 'lamo-vike sado rija',
  name: ' Kari Hansen ',
  organisation: '',
  reason: '',
};

describe('the connect form', () => {
  it('reads ID and password without regard to spaces, hyphens and case', () => {
    expect(readFields(right).request).toEqual({
      id: '123456782',
      password: 'LAMOVIKESADORIJA',
      name: 'Kari Hansen',
      organisation: '',
      reason: '',
    });
  });

  it.each(['', '1', '123 456 78'])('does not complain while the ID is merely unfinished: %j', (id) => {
    expect(problemsWhileTyping({ ...right, id })).toEqual({});
  });

  it.each(['', 'L', 'LAMO VI', 'LAMO VIKE SADO RIJ'])(
    'does not complain while the password is merely unfinished: %j',
    (password) => {
      expect(problemsWhileTyping({ ...right, password })).toEqual({});
    },
  );

  it.each([
    ['123 456 783', 'console.problem.idCheckDigit'],
    ['12a', 'console.problem.idNotDigits'],
    ['1234567821', 'console.problem.idTooLong'],
  ])('catches a wrong ID while typing: %j', (id, problem) => {
    expect(problemsWhileTyping({ ...right, id })).toEqual({ id: problem });
  });

  it.each([
    ['LAMM', 'console.problem.passwordNotASyllable'],
    ['LA3', 'console.problem.passwordNotASyllable'],
    ['LAMO VIKE SADO RIJA L', 'console.problem.passwordTooLong'],
  ])('catches a wrong password while typing: %j', (password, problem) => {
    expect(problemsWhileTyping({ ...right, password })).toEqual({ password: problem });
  });

  it('names all that is missing when the helper is done', () => {
    expect(readFields({ id: '12', password: ' ', name: '', organisation: '', reason: '' }).problems).toEqual({
      id: 'console.problem.idIncomplete',
      password: 'console.problem.passwordMissing',
      name: 'console.problem.nameMissing',
    });
  });

  it('says what is wrong rather than that it is unfinished', () => {
    expect(readFields({ ...right, id: '123 456 783' }).problems).toEqual({
      id: 'console.problem.idCheckDigit',
    });
  });
});
