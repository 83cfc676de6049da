import type { SystemReport } from '@fjernhjelp/protocol';

/** What kind of machine the user has, as far as the helper knows. */
export type ViewerSystemInformation =
  /** asked: the user is looking at it · withheld: they would rather not · failed: it could not be found out */
  | { readonly state: 'asked' | 'withheld' | 'failed'; readonly report?: SystemReport }
  | { readonly state: 'told'; readonly report: SystemReport };
