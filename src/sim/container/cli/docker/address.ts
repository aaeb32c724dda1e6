/** IP addresses as net.ParseIP takes them. */

export function isAddress(text: string): boolean {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (v4 !== null) return v4.slice(1).every((p) => Number(p) < 256 && !/^0\d/.test(p));
  const groups = text.split(':');
  const gap = text.includes('::');
  if (!/^[0-9a-fA-F:]+$/.test(text) || text.split('::').length > 2 || groups.some((g) => g.length > 4)) return false;
  return gap ? groups.length <= 8 + (text.startsWith('::') || text.endsWith('::') ? 1 : 0) : groups.length === 8;
}
