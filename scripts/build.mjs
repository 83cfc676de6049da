// `npm run build`: installs and builds what is missing.
import { setUp } from './lib/setup.mjs';

setUp();
