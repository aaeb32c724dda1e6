// -c: calls counted, with their errors, the most expensive first.
interface Counted {
  calls: number;
  errors: number;
  us: number;
}

export class Summary {
  readonly #counted = new Map<string, Counted>();

  add(name: string, us: number, failed: boolean): void {
    const entry = this.#counted.get(name) ?? { calls: 0, errors: 0, us: 0 };
    entry.calls += 1;
    entry.us += us;
    if (failed) entry.errors += 1;
    this.#counted.set(name, entry);
  }

  text(): string {
    const rows = [...this.#counted].sort(([, a], [, b]) => b.us - a.us);
    const total = rows.reduce((sum, [, { us }]) => sum + us, 0);
    const calls = rows.reduce((sum, [, entry]) => sum + entry.calls, 0);
    const errors = rows.reduce((sum, [, entry]) => sum + entry.errors, 0);
    const row = (share: number, us: number, each: number, count: number, bad: number, name: string): string =>
      `${share.toFixed(2).padStart(6)} ${(us / 1_000_000).toFixed(6).padStart(11)} ${String(each).padStart(11)} ${String(count).padStart(9)} ${(bad > 0 ? String(bad) : '').padStart(9)} ${name}\n`;
    const line = '------ ----------- ----------- --------- --------- ----------------\n';
    return [
      '% time     seconds  usecs/call     calls    errors syscall\n',
      line,
      ...rows.map(([name, entry]) =>
        row(
          total > 0 ? (entry.us * 100) / total : 0,
          entry.us,
          Math.floor(entry.us / entry.calls),
          entry.calls,
          entry.errors,
          name,
        ),
      ),
      line,
      row(100, total, calls > 0 ? Math.floor(total / calls) : 0, calls, errors, 'total'),
    ].join('');
  }
}
