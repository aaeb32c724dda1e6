/** Random C programs of integer arithmetic without undefined behaviour: the same seed gives the same program. */
import { Rng } from '../../engine/index.ts';

const TYPES = [
  'int',
  'unsigned',
  'long',
  'unsigned long',
  'short',
  'unsigned short',
  'char',
  'unsigned char',
  '_Bool',
] as const;
const CONSTANTS = [
  '0',
  '1',
  '2',
  '7',
  '255',
  '256',
  '-1',
  '-128',
  '32767',
  '65535',
  '2147483647',
  '4294967295u',
  '123456789012l',
  '0x80u',
  "'x'",
];

export function randomProgram(seed: string): string {
  const rng = new Rng(seed);
  const pick = <T>(list: readonly T[]): T => list[rng.below(list.length)] as T;
  const names: string[] = [];
  const atom = (): string => (names.length > 0 && rng.below(3) > 0 ? pick(names) : `(${pick(CONSTANTS)})`);
  // Unsigned where overflow or a shift would be undefined: gcc may do anything there.
  const expression = (depth: number): string => {
    if (depth === 0) return atom();
    const a = expression(depth - 1);
    const b = expression(rng.below(depth));
    switch (rng.below(13)) {
      case 0:
        return `((unsigned)${a} + ${b})`;
      case 1:
        return `((unsigned long)${a} - ${b})`;
      case 2:
        return `((unsigned long)${a} * ${b})`;
      case 3:
        return `((unsigned long)${a} / (${b} | 1ul))`;
      case 4:
        return `((unsigned)${a} % ((unsigned)${b} | 1u))`;
      case 5:
        return `(${a} ${pick(['&', '|', '^'])} ${b})`;
      case 6:
        return `((unsigned long)${a} << (${b} & 31))`;
      case 7:
        return `(${a} >> (${b} & 7))`;
      case 8:
        return `(${a} ${pick(['<', '>', '<=', '>=', '==', '!='])} ${b})`;
      case 9:
        return `(${a} ${pick(['&&', '||'])} ${b})`;
      case 10:
        return `(${a} ? ${b} : ${atom()})`;
      case 11:
        return `((${pick(TYPES)})${a})`;
      default:
        return `(${pick(['~', '!'])}${a})`;
    }
  };
  let body = '';
  for (let i = 0; i < 12; i += 1) {
    const type = pick(TYPES);
    body += `  ${type} v${i} = ${expression(rng.below(4))};\n`;
    names.push(`v${i}`);
    if (rng.below(2) === 0) body += `  ${pick(names)} ${pick(['&=', '|=', '^=', '='])} ${expression(2)};\n`;
    if (rng.below(3) === 0)
      body += `  if (${expression(2)}) ${pick(names)} = ${expression(1)}; else ${pick(names)} ^= ${atom()};\n`;
  }
  const values = names.map((name) => `  printf("%lx ", (unsigned long)${name});\n`).join('');
  return `#include <stdio.h>\nint main(void)\n{\n${body}${values}  return ${expression(2)} != 0;\n}\n`;
}
