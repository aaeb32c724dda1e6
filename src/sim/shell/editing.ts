// The later half of the shells' line editor (see edit/parts.ts).
export { editorParts } from './edit/parts.ts';
