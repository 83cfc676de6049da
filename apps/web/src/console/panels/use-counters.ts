import type { Viewer, ViewerCounters } from '@fjernhjelp/viewer';
import { useEffect, useState } from 'react';
import { type Rates, ratesBetween } from './rates.ts';

const INTERVAL_MS = 1000;

export interface Counted {
  readonly rates: Rates;
  readonly counters: ViewerCounters;
}

/** Reads the viewer's counters once a second, for as long as the component is there. @returns undefined for the first second */
export function useCounters(viewer: Viewer | undefined): Counted | undefined {
  const [counted, setCounted] = useState<Counted>();
  useEffect(() => {
    if (viewer === undefined) return;
    let before = viewer.counters();
    let beforeMs = performance.now();
    viewer.setCounted(true);
    const timer = setInterval(() => {
      const counters = viewer.counters();
      const nowMs = performance.now();
      setCounted({ counters, rates: ratesBetween(before, counters, nowMs - beforeMs) });
      before = counters;
      beforeMs = nowMs;
    }, INTERVAL_MS);
    return () => {
      clearInterval(timer);
      viewer.setCounted(false);
    };
  }, [viewer]);
  return counted;
}
