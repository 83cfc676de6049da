import { ProtocolViolation, type ViolationCode } from '../errors.ts';

/**
 * @returns why the input was refused, or undefined when it was not
 * @throws whatever is thrown besides a ProtocolViolation
 */
export function violationCodeOf(task: () => unknown): ViolationCode | undefined {
  try {
    task();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}
