// true(1) and false(1): do nothing, well or badly.
import { command } from '../lib/tool.ts';
import { helpText, versionText, type Tool } from '../lib/tool.ts';
import type { Sys } from '../../kernel/abi/index.ts';

const main = (status: number) =>
  function* (tool: Tool): Sys<number> {
    // only a sole argument is looked at
    if (tool.args.length === 1 && tool.args[0] === '--help') yield* tool.out.put(helpText(tool.name, tool.about));
    if (tool.args.length === 1 && tool.args[0] === '--version') yield* tool.out.put(versionText(tool.about));
    return status;
  };

export const trueCommand = command(
  { name: 'true', pkg: 'coreutils', synopsis: '[ignored command line arguments]', summary: 'Ends with status 0.' },
  main(0),
);
export const falseCommand = command(
  { name: 'false', pkg: 'coreutils', synopsis: '[ignored command line arguments]', summary: 'Ends with status 1.' },
  main(1),
);
