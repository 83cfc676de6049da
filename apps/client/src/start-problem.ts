/** Why the client cannot start or go on; each is one sentence in `texts/*.json` under the same key. */
export type ProblemCode =
  | 'argument-unknown'
  | 'argument-value-missing'
  | 'link-malformed'
  | 'server-missing'
  | 'server-malformed'
  | 'settings-unreadable'
  | 'settings-not-json'
  | 'settings-unsigned'
  | 'setting-unknown'
  | 'setting-malformed'
  | 'policy-unreadable'
  | 'policy-malformed'
  | 'policy-decides-server'
  | 'wayland'
  | 'no-display'
  | 'library-missing'
  | 'extension-missing'
  | 'screen-unusable'
  | 'server-unreachable'
  | 'certificate-untrusted'
  | 'version-unsupported'
  | 'server-full'
  | 'server-refused'
  | 'proxy-malformed'
  | 'window-missing'
  | 'no-browser'
  | 'link-failed';

/** The person who started the client can do something about it: one sentence, exit code 1. */
export class StartProblem extends Error {
  override name = 'StartProblem';
  readonly code: ProblemCode;
  /** What the sentence names: a setting, a file, a server. Never a secret. */
  readonly params: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, params: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.params = params;
  }
}
