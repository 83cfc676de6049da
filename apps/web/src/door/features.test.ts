import { describe, expect, it } from 'vitest';
import { type BrowserGlobals, featuresOf } from './features.ts';

const share = () => {};
const something = {};
const chrome: BrowserGlobals = {
  isSecureContext: true,
  WebAssembly: something,
  OffscreenCanvas: something,
  MediaStreamTrackProcessor: something,
  documentPictureInPicture: something,
  showDirectoryPicker: something,
  Promise,
  navigator: { mediaDevices: { getDisplayMedia: share }, wakeLock: something },
  document: { pictureInPictureEnabled: true, featurePolicy: { allowsFeature: () => true } },
};
const { MediaStreamTrackProcessor, documentPictureInPicture, showDirectoryPicker, ...plain } = chrome;
const firefox: BrowserGlobals = { ...plain, document: {} };
const safari: BrowserGlobals = { ...plain, document: { pictureInPictureEnabled: true } };

describe('what the browser can do', () => {
  it('finds nothing missing in Chrome and Edge', () => {
    expect(featuresOf(chrome)).toEqual({ obstruction: undefined, lacks: [], hint: 'document' });
  });

  it('says what Firefox and Safari do without, and that the screen can be shown all the same', () => {
    expect(featuresOf(firefox)).toEqual({
      obstruction: undefined,
      lacks: ['lackHint', 'lackBackground', 'lackFolder'],
      hint: undefined,
    });
    expect(featuresOf(safari)).toMatchObject({ obstruction: undefined, hint: 'video' });
  });

  it.each([
    ['insecure', { ...chrome, isSecureContext: false, navigator: {} }],
    ['noSharing', { ...chrome, navigator: { mediaDevices: {} } }],
    ['noSharing', { ...chrome, navigator: {} }],
    ['notAllowed', { ...chrome, document: { featurePolicy: { allowsFeature: () => false } } }],
    ['tooOld', { ...chrome, OffscreenCanvas: undefined }],
    ['tooOld', { ...chrome, Promise: {} }],
  ])('says before it fails that it cannot be: %s', (obstruction, browser) => {
    expect(featuresOf(browser as BrowserGlobals).obstruction).toBe(obstruction);
  });
});
