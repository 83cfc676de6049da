/**
 * Every browser with this storage lets workers write to it.
 * @returns whether this window has it: a private one may have it by name only
 */
export async function canStore(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}
