import { createHash } from 'node:crypto';
import type { ServerSettings } from '../settings/definitions.ts';
import { type ColorScheme, darkScheme, lightScheme } from './color-scheme.ts';
import { contactUrl } from './link.ts';
import { type Logo, readLogo } from './logo.ts';

/** What makes the pages the operator's own: made once, at the start. */
export interface Operator {
  /** Goes into the head of every page. */
  readonly head: string;
  readonly stylesheet: string;
  readonly logo: Logo | undefined;
}

/**
 * @param hasBrowserDoor whether the page for sharing in the browser is there
 * @returns the operator's looks as the settings have them
 * @throws StartFailure "logo"
 */
export async function openOperator(settings: ServerSettings, hasBrowserDoor: boolean): Promise<Operator> {
  const { operatorName, operatorSite, operatorContact, operatorLinks } = settings;
  const doors = settings.doors.filter((door) => door !== 'browser' || hasBrowserDoor);
  const logo =
    settings.operatorLogoFile === undefined ? undefined : await readLogo(settings.operatorLogoFile);
  const stylesheet = stylesheetOf(settings);
  const version = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);
  const shown = {
    name: operatorName,
    site: operatorSite,
    logo: logo && `/operator/logo?v=${logo.version}`,
    contact: operatorContact && { text: operatorContact, url: contactUrl(operatorContact) },
    links: operatorLinks,
    doors,
    browserDoor: {
      longestMinutes: settings.browserDoorLongestMinutes,
      idleMinutes: settings.browserDoorIdleMinutes,
    },
  };
  // Data, not a script: the Content-Security-Policy has nothing against it. "<" would end it.
  const block = JSON.stringify(shown).replaceAll('<', '\\u003c');
  const head =
    `<script type="application/json" id="operator">${block}</script>` +
    (stylesheet === '' ? '' : `<link rel="stylesheet" href="/operator/colors.css?v=${version}">`);
  return { head, stylesheet, logo };
}

function stylesheetOf({ operatorColor, operatorDarkColor }: ServerSettings): string {
  if (operatorColor === undefined) return '';
  const light = rulesOf(lightScheme(operatorColor));
  const dark = rulesOf(darkScheme(operatorColor, operatorDarkColor));
  return (
    `@layer ds.theme.operator {\n:root, [data-color-scheme="light"] {\n${light}}\n[data-color-scheme="dark"] {\n${dark}}\n` +
    `@media (prefers-color-scheme: dark) {\n[data-color-scheme="auto"] {\n${dark}}\n}\n}\n`
  );
}

function rulesOf(scheme: ColorScheme): string {
  return Object.entries(scheme)
    .map(([step, color]) => `  --ds-color-accent-${step}: ${color};\n`)
    .join('');
}
