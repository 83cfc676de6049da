import { createRandomInt, systemRandomBytes } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createPasswordKeeper } from './password-keeper.ts';

const createKeeper = () => createPasswordKeeper(createRandomInt(systemRandomBytes));

describe('the password', () => {
  it('EN3 is replaced by the fifth wrong try, and says so', () => {
    const keeper = createKeeper();
    const first = keeper.password;
    expect([keeper.wrongTry(), keeper.wrongTry(), keeper.wrongTry(), keeper.wrongTry()]).toEqual([
      4, 3, 2, 1,
    ]);
    expect(keeper).toMatchObject({ password: first, wrongTries: 4, replaced: false });
    expect(keeper.wrongTry()).toBe(0);
    expect(keeper.password).not.toBe(first);
    expect(keeper).toMatchObject({ wrongTries: 0, replaced: true });
  });

  it('EN3 is another once it was used, with all its tries', () => {
    const keeper = createKeeper();
    const first = keeper.password;
    keeper.wrongTry();
    keeper.renew();
    expect(keeper.password).not.toBe(first);
    expect(keeper).toMatchObject({ wrongTries: 0, replaced: false });
  });
});
