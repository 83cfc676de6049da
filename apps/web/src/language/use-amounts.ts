import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localesOf } from './locales.ts';

export interface Amounts {
  /** At most one decimal. */
  number(value: number): string;
  /** In bytes, kB, MB or GB, as large as it needs. */
  bytes(value: number): string;
}

/** Writes numbers as the page's language does. */
export function useAmounts(): Amounts {
  const { i18n } = useTranslation();
  return useMemo(() => createAmounts(i18n.language), [i18n.language]);
}

export function createAmounts(language: string): Amounts {
  const plain = new Intl.NumberFormat(localesOf(language), { maximumFractionDigits: 1 });
  const sized = (unit: string, maximumFractionDigits: number) =>
    new Intl.NumberFormat(localesOf(language), { style: 'unit', unit, maximumFractionDigits });
  const small = sized('byte', 0);
  const middle = sized('kilobyte', 0);
  const large = sized('megabyte', 1);
  const huge = sized('gigabyte', 1);
  return {
    number: (value) => plain.format(value),
    bytes(value) {
      if (value < 1000) return small.format(value);
      if (value < 1_000_000) return middle.format(value / 1000);
      return value < 1_000_000_000 ? large.format(value / 1_000_000) : huge.format(value / 1_000_000_000);
    },
  };
}
