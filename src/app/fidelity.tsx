/** What each command models and what it does not do: the `support` field of the commands as a table. */
export function Fidelity() {
  return null;
}
