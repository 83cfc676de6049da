/**
 * What the design system's components for forms, dialogs and details need in the browser. The build puts it in the place of
 * `@digdir/designsystemet-web` (vite.config.ts), which brings every element with any of them: 30 kB, gzipped, that no page uses.
 * A component that needs more (see the imports of its file there) says so beside its own import, as KeysMenu.tsx does.
 */
import '@digdir/designsystemet-web/clickdelegatefor';
import '@digdir/designsystemet-web/details';
import '@digdir/designsystemet-web/dialog';
import '@digdir/designsystemet-web/ds-field';
import '@digdir/designsystemet-web/fieldset';
import '@digdir/designsystemet-web/focusgroup';
import '@digdir/designsystemet-web/invokers';
import '@digdir/designsystemet-web/readonly';
import '@digdir/designsystemet-web/toggle-group';

// One of its hooks asks for this by name.
export { pagination } from '@digdir/designsystemet-web/ds-pagination';
