/** The containers that a recording can be made into. */
export type VideoFormat = 'mp4' | 'webm';
