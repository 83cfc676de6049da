/** What happened, and what was said then, in order. */
export class Transcript {
  readonly #steps: { readonly what: string; readonly heard: readonly string[] }[] = [];

  add(what: string, heard: readonly string[]): void {
    this.#steps.push({ what, heard });
  }

  toMarkdown(): string {
    return this.#steps
      .map(({ what, heard }) => {
        const lines = heard.length === 0 ? ['(nothing)'] : heard.map((text) => `> ${text}`);
        return `**${what}**\n\n${lines.join('  \n')}\n`;
      })
      .join('\n');
  }
}
