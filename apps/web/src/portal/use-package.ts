import { useEffect, useState } from 'react';
import { type OfferedPackage, packageFor, systemOf } from './packages.ts';

/** @returns the package for this machine; undefined until it is known, and when there is none */
export function usePackage(): OfferedPackage | undefined {
  const [offered, setOffered] = useState<OfferedPackage>();
  useEffect(() => {
    const leaving = new AbortController();
    fetch('/api/packages', { signal: leaving.signal })
      .then(async (answer) => {
        if (answer.ok) setOffered(packageFor(systemOf(navigator.userAgent), await answer.json()));
      })
      // The page works without it: nothing is offered then.
      .catch(() => {});
    return () => leaving.abort();
  }, []);
  return offered;
}
