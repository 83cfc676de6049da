/**
 * The locales to write dates, numbers and lists by, best first. Browsers have no data for some of our languages (Chromium: nynorsk and
 * Northern Sámi) and would then write as their own language does.
 */
export function localesOf(language: string): readonly string[] {
  if (language === 'en') return ['en-GB'];
  return language === 'nb' ? ['nb', 'no'] : [language, 'nb', 'no'];
}
