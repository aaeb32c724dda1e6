// The language half of the shells: fetched when the page is quiet, or with the first command.
export { language } from '../../shell/language.ts';
