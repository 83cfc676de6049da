/** WM_CLOSE, and WM_APP: the main thread has asked for something. */
export const threadMessages = { close: 0x0010, wake: 0x8000 } as const;
