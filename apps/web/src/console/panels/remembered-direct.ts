import { readRemembered, remember } from '../../storage/remembered.ts';

/** Whether the helper lets sessions go by a direct path, which shows their address to the user's program. */
export const readDirect = (): boolean => readRemembered('direct') !== 'never';

export function rememberDirect(isAllowed: boolean): void {
  remember('direct', isAllowed ? '' : 'never');
}
