// What Orca says on the ways of a user and of a helper, written to .build/screen-reader: `node e2e/screen-reader.mts [user|door|helper [nb|nn|en]]`.
// It is no test: somebody has to read what was heard (docs/accessibility.md).
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resources, root } from './harness/resources.ts';
import { Transcript } from './screen-reader/transcript.ts';
import { walkDoor } from './screen-reader/walk-door.ts';
import { walkHelper } from './screen-reader/walk-helper.ts';
import { walkUser } from './screen-reader/walk-user.ts';
import { languages, readWords } from './screen-reader/words.ts';

const walks = { user: walkUser, door: walkDoor, helper: walkHelper };
const [onlyWalk, onlyLanguage] = process.argv.slice(2);
const folder = join(root, '.build', 'screen-reader');
await mkdir(folder, { recursive: true });
for (const [name, walk] of Object.entries(walks)) {
  if (onlyWalk !== undefined && onlyWalk !== name) continue;
  for (const language of languages) {
    if (onlyLanguage !== undefined && onlyLanguage !== language) continue;
    await using resources = new Resources();
    const transcript = new Transcript();
    try {
      await walk(resources, readWords(language), transcript);
    } finally {
      const file = join(folder, `${name}.${language}.md`);
      await writeFile(file, transcript.toMarkdown());
      console.log(file);
    }
  }
}
