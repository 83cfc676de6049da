import { describe, expect, it } from 'vitest';
import { userInTable } from './peer-user.ts';

/** Made with two sockets on 127.0.0.1, 40002 → 35001, of user 1000, and one of another user. */
const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:88B9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1234 1 0000 100 0 0 10 0
   1: 0100007F:88B9 0100007F:9C42 01 00000000:00000000 00:00000000 00000000     0        0 1235 1 0000 20 4 30 10 -1
   2: 0100007F:9C42 0100007F:88B9 01 00000000:00000000 00:00000000 00000000  1000        0 1236 1 0000 20 4 30 10 -1
   3: 0100007F:9C43 0100007F:88B9 01 00000000:00000000 00:00000000 00000000  1001        0 1237 1 0000 20 4 30 10 -1
`;

describe('who holds the other end of a loopback connection', () => {
  it('is the user of the peer’s socket, not of ours', () => {
    expect(userInTable(table, 40_002, 35_001)).toBe(1000);
    expect(userInTable(table, 40_003, 35_001)).toBe(1001);
  });

  it('is unknown when the connection is not there', () => {
    expect(userInTable(table, 40_004, 35_001)).toBeUndefined();
    expect(userInTable('', 40_002, 35_001)).toBeUndefined();
  });
});
