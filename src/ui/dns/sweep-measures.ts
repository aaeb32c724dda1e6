/** How the sweep is measured and how its curves are told apart without colour. */
export const MOST_MS = 12_000;
export const STEP_MS = 100;
export const DASHES = ['', '7 4', '2 3', '10 3 2 3', '4 4'];
