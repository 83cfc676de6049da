export const windowsParts: string;
export const windowsNode: string;
export function ensureWindowsParts(): void;
