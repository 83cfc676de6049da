/** @returns a time as it stands in the report: to the minute */
export function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
