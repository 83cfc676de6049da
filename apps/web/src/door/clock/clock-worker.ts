/** Tells the page when a time is over: a page's own timers are slowed down to one a second, or a minute, in the background. */
const timers = new Map<number, ReturnType<typeof setTimeout>>();

globalThis.onmessage = ({ data }: MessageEvent<{ number: number; delayMs: number | null }>) => {
  const { number, delayMs } = data;
  clearTimeout(timers.get(number));
  timers.delete(number);
  if (delayMs === null) return;
  timers.set(
    number,
    setTimeout(() => {
      timers.delete(number);
      postMessage(number);
    }, delayMs),
  );
};
