/** Lets the browser save a text as a file, where it saves what it downloads. */
export function saveText(name: string, text: string): void {
  // The mark lets programs on Windows see that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
