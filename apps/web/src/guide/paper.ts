import { useEffect } from 'react';

/** Prints the page with every picture, those included that nobody has scrolled to. */
export async function printWithPictures(): Promise<void> {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('.guide-picture')];
  for (const picture of pictures) picture.loading = 'eager';
  // One that cannot be fetched is described in its place.
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  print();
}

/** Paper is light, whatever was chosen for the screen. */
export function useLightPaper(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let onScreen = dataset['colorScheme'];
    const begin = () => {
      onScreen = dataset['colorScheme'];
      dataset['colorScheme'] = 'light';
    };
    const end = () => {
      dataset['colorScheme'] = onScreen;
    };
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
}
