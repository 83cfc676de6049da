import { describe, expect, it } from 'vitest';
import { findCodes } from './find-codes.ts';

const both = { id: '123456782', password: 'LAMOVIKESADORIJA' };

describe('an ID and a password in one text', () => {
  it.each([
    '123 456 782 LAMO VIKE SADO RIJA',
    'Din ID: 123-456-782\nPassord: lamo-vike-sado-rija',
    'passordet er lamovikesadorija og ID-en er 123456782.',
    'LAMO VIKE SADO RIJA 123 456 782',
    'Ring 22 00 00 00. ID 123 456 782, passord LAMO VIKE SADO RIJA',
  ])('are found in %j', (text) => {
    expect(findCodes(text)).toEqual(both);
  });

  it.each([
    '123 456 782',
    'LAMO VIKE SADO RIJA',
    '123 456 783 LAMO VIKE SADO RIJA',
    '123 456 782 LAMO VIKE SADO',
    '',
    `123 456 782 LAMO VIKE SADO RIJA ${'x'.repeat(2000)}`,
  ])('are not found in %j', (text) => {
    expect(findCodes(text)).toBeUndefined();
  });
});
