/** @returns the element's ID of a panel, which its button names */
export const panelId = (name: string): string => `panel-${name}`;
