// Files and the clipboard of the reader's computer.

/** Offers a text or bytes as a file to save. */
export function saveFile(name: string, content: string | Blob, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** No exported log is nearly as large; a film dropped by mistake must not be read into memory. */
const MAX_FILE_BYTES = 20_000_000;

export async function readFile(file: File): Promise<string> {
  if (file.size > MAX_FILE_BYTES) throw new Error('This file is too large to be a progress file.');
  return file.text();
}

/** False when the browser forbids it: then the text is shown to be copied by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
