import { limits } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { createPaintedAnswers } from './painted-answers.ts';

function setUp() {
  const clock = createManualClock();
  const sent: number[] = [];
  return { clock, sent, answers: createPaintedAnswers(clock, (sequence) => sent.push(sequence)) };
}

test('UP9 an update is answered when it is painted, with how long that took', () => {
  const sent: [number, number][] = [];
  const answers = createPaintedAnswers(createManualClock(), (...answer) => sent.push(answer));
  answers.painted(1, 40, false);
  expect(sent).toEqual([[1, 40]]);
});

test('UP27 unhurried ones are answered together, a second after the first', () => {
  const { clock, sent, answers } = setUp();
  answers.painted(1, 5, true);
  clock.advance(limits.pictureAnswerMs - 1);
  answers.painted(2, 5, true);
  expect(sent).toEqual([]);
  clock.advance(1);
  expect(sent).toEqual([2]);
  clock.advance(limits.pictureAnswerMs);
  expect(sent).toEqual([2]);
});

test('UP27 the answer to a later update covers them', () => {
  const { clock, sent, answers } = setUp();
  answers.painted(1, 5, true);
  answers.painted(2, 5, false);
  clock.advance(limits.pictureAnswerMs);
  expect(sent).toEqual([2]);
});

test('UP27 they go along with what is said anyway', () => {
  const { clock, sent, answers } = setUp();
  answers.goAlong();
  answers.painted(1, 5, true);
  answers.goAlong();
  answers.goAlong();
  clock.advance(limits.pictureAnswerMs);
  expect(sent).toEqual([1]);
});

test('nothing is answered once it is closed', () => {
  const { clock, sent, answers } = setUp();
  answers.painted(1, 5, true);
  answers.close();
  answers.close();
  answers.goAlong();
  clock.advance(limits.pictureAnswerMs);
  expect(sent).toEqual([]);
});
