/** One line per lifecycle change on stderr: what happened, codes and IDs, never a secret. */
export type Log = (event: string, details?: Readonly<Record<string, string | number | boolean>>) => void;

export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (event, details = {}) => {
    const words = Object.entries(details).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    write(`${[now().toISOString(), event, ...words].join(' ')}\n`);
  };
}
