// find(1)'s command line → expression, with findutils' messages.
import { isErr, R_OK, SECOND, sys, W_OK, X_OK, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/index.ts';
import { ArgumentReader, FIELDS, FindError } from './arguments.ts';
import type { Bound, Node } from './expression.ts';

const REGEX_TYPES = [
  'findutils-default',
  'ed',
  'emacs',
  'gnu-awk',
  'grep',
  'posix-awk',
  'awk',
  'posix-basic',
  'posix-egrep',
  'egrep',
  'posix-extended',
  'posix-minimal-basic',
  'sed',
];
const SIZE_UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };
const MINUTE = 60 * SECOND;
const DAY = 86400 * SECOND;

/** Emacs' syntax: + and ? are operators, groups and alternatives are escaped. */
const fromEmacs = (text: ByteString): ByteString =>
  text.replace(/\\?[(){}|]/g, (found) =>
    found.length === 2 && !/[{}]/.test(found) ? (found[1] ?? '') : `\\${found.at(-1) ?? ''}`,
  );

export class ExpressionParser extends ArgumentReader {
  #acts = false;
  #regexType = 'findutils-default';
  #execs = 0;
  #explicitDepth = false;
  #usesDelete = false;
  #usesPrune = false;
  /** The predicate before. */
  #last = '';

  *parse(): Sys<void> {
    if (this.words.length === 0) {
      this.plan.node = { kind: 'print', end: '\n', to: undefined };
      return;
    }
    const node = yield* this.#list();
    if (this.at < this.words.length) {
      if (this.words[this.at] === ')') throw new FindError("you have too many ')'");
      yield* this.#notPredicate(this.words[this.at] ?? '');
    }
    if (this.#usesDelete && this.#usesPrune && !this.#explicitDepth) {
      throw new FindError(
        'The -delete action automatically turns on -depth, but -prune does nothing when -depth is in effect.  If you want to carry on anyway, just explicitly use the -depth option.',
      );
    }
    this.plan.node = this.#acts
      ? node
      : { kind: 'and', left: node, right: { kind: 'print', end: '\n', to: undefined } };
  }

  *#notPredicate(word: ByteString): Sys<never> {
    if (word.startsWith('-') && word.length > 1) throw new FindError(`unknown predicate \`${word}'`);
    const hint =
      this.#last !== '' && !isErr(yield* sys.lstat(word))
        ? `\nfind: possible unquoted pattern after predicate \`${this.#last}'?`
        : '';
    throw new FindError(`paths must precede expression: \`${word}'${hint}`);
  }

  *#list(): Sys<Node> {
    let left = yield* this.#or();
    while (this.words[this.at] === ',') {
      this.at += 1;
      this.#needOperand(',');
      left = { kind: 'list', left, right: yield* this.#or() };
    }
    return left;
  }

  *#or(): Sys<Node> {
    let left = yield* this.#and();
    while (this.words[this.at] === '-o' || this.words[this.at] === '-or') {
      const op = this.words[this.at] ?? '';
      this.at += 1;
      this.#needOperand(op);
      left = { kind: 'or', left, right: yield* this.#and() };
    }
    return left;
  }

  #needOperand(op: ByteString): void {
    if (this.at >= this.words.length) throw new FindError(`expected an expression after '${op}'`);
  }

  *#and(): Sys<Node> {
    let left = yield* this.#unary();
    for (;;) {
      const word = this.words[this.at];
      if (word === undefined || word === ')' || word === ',' || word === '-o' || word === '-or') return left;
      if (word === '-a' || word === '-and') {
        this.at += 1;
        this.#needOperand(word);
      }
      left = { kind: 'and', left, right: yield* this.#unary() };
    }
  }

  *#unary(): Sys<Node> {
    const word = this.words[this.at] ?? '';
    if (word === '!' || word === '-not') {
      this.at += 1;
      this.#needOperand(word);
      return { kind: 'not', node: yield* this.#unary() };
    }
    if (word === '(') {
      this.at += 1;
      if (this.words[this.at] === ')') throw new FindError('invalid expression; empty parentheses are not allowed.');
      if (this.at >= this.words.length)
        throw new FindError(
          "invalid expression; expected to find a ')' but didn't see one. Perhaps you need an extra predicate after '('",
        );
      const node = yield* this.#list();
      if (this.words[this.at] !== ')')
        throw new FindError("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      this.at += 1;
      return node;
    }
    if (['-o', '-or', '-a', '-and', ','].includes(word))
      throw new FindError(`invalid expression; you have used a binary operator '${word}' with nothing before it.`);
    if (!word.startsWith('-') || word === '-') yield* this.#notPredicate(word);
    this.at += 1;
    const node = yield* this.#predicate(word);
    this.#last = word;
    return node;
  }

  *#predicate(word: ByteString): Sys<Node> {
    switch (word) {
      case '-true':
      case '-false':
        return { kind: word === '-true' ? 'true' : 'false' };
      case '-maxdepth':
        this.plan.maxDepth = this.depth(word);
        return { kind: 'true' };
      case '-mindepth':
        this.plan.minDepth = this.depth(word);
        return { kind: 'true' };
      case '-depth':
      case '-d':
        this.#explicitDepth = true;
        this.plan.depthFirst = true;
        return { kind: 'true' };
      case '-xdev':
      case '-mount':
        this.plan.sameDevice = true;
        return { kind: 'true' };
      case '-follow':
        this.plan.follow = 'always';
        return { kind: 'true' };
      case '-daystart':
      case '-noleaf':
      case '-ignore_readdir_race':
      case '-noignore_readdir_race':
      case '-warn':
      case '-nowarn':
        return { kind: 'true' };
      case '-regextype': {
        const type = this.argument(word);
        if (!REGEX_TYPES.includes(type))
          throw new FindError(
            `Unknown regular expression type ${this.tool.q(type)}; valid types are ${REGEX_TYPES.map((name) => this.tool.q(name)).join(', ')}.`,
          );
        this.#regexType = type;
        return { kind: 'true' };
      }
      case '-name':
      case '-iname':
      case '-path':
      case '-wholename':
      case '-ipath':
      case '-iwholename':
      case '-lname':
      case '-ilname': {
        const fold = word.startsWith('-i');
        const of = word.includes('lname') ? 'link' : word.endsWith('name') && !word.includes('whole') ? 'name' : 'path';
        return { kind: 'name', glob: this.argument(word), fold, of };
      }
      case '-regex':
      case '-iregex': {
        const text = this.argument(word);
        const emacs = this.#regexType === 'findutils-default' || this.#regexType === 'emacs';
        const basic = ['ed', 'grep', 'posix-basic', 'posix-minimal-basic', 'sed'].includes(this.#regexType);
        const compiled = compileRegex(emacs ? fromEmacs(text) : text, {
          extended: !basic,
          icase: word === '-iregex',
          whole: 'line',
          utf8: this.tool.utf8,
          dialect: 'grep',
        });
        if (!compiled.ok) throw new FindError(`failed to compile regular expression '${text}': ${compiled.error}`);
        return { kind: 'regex', regex: compiled.regex };
      }
      case '-type':
      case '-xtype': {
        const letters = this.argument(word);
        const list = letters.split(',');
        for (const letter of list) {
          if (letter === '')
            throw new FindError(
              letters === ''
                ? `Arguments to ${word} should contain at least one letter`
                : `Last file type in list argument to ${word} is missing, i.e., list is ending on: ','`,
            );
          if (!'bcdpflsD'.includes(letter[0] ?? ''))
            throw new FindError(`Unknown argument to ${word}: ${letter[0] ?? ''}`);
          if (letter.length > 1) throw new FindError(`Must separate multiple arguments to ${word} using: ','`);
        }
        return { kind: 'type', letters: list.join(''), follow: word === '-xtype' };
      }
      case '-size': {
        const text = this.argument(word);
        const found = /^([+-]?)([0-9]+)([bcwkMG]?)$/.exec(text);
        if (!found) {
          const letter = text.at(-1) ?? '';
          if (!/[0-9bcwkMG]/.test(letter)) throw new FindError(`invalid -size type \`${letter}'`);
          throw new FindError(`Invalid argument \`${text}' to -size`);
        }
        return {
          kind: 'size',
          bound: { sign: found[1] as Bound['sign'], value: Number(found[2]) },
          unit: SIZE_UNITS[found[3] === '' ? 'b' : (found[3] ?? 'b')] ?? 512,
        };
      }
      case '-empty':
        return { kind: 'empty' };
      case '-atime':
      case '-mtime':
      case '-ctime':
      case '-amin':
      case '-mmin':
      case '-cmin':
        return {
          kind: 'time',
          field: FIELDS[word[1] ?? 'm'] ?? 'mtime',
          bound: this.bound(word, this.argument(word)),
          unit: word.endsWith('min') ? MINUTE : DAY,
        };
      case '-newer':
      case '-anewer':
      case '-cnewer':
        return {
          kind: 'newer',
          field: word === '-newer' ? 'mtime' : (FIELDS[word[1] ?? 'm'] ?? 'mtime'),
          than: (yield* this.stat(this.argument(word))).mtime,
        };
      case '-perm':
        return this.perm();
      case '-user':
      case '-group':
        return yield* this.owner(word);
      case '-uid':
      case '-gid':
      case '-links':
      case '-inum':
        return {
          kind: 'number',
          field: ({ '-uid': 'uid', '-gid': 'gid', '-links': 'nlink', '-inum': 'ino' } as const)[word],
          bound: this.bound(word, this.argument(word)),
        };
      case '-nouser':
      case '-nogroup':
        return { kind: word === '-nouser' ? 'nouser' : 'nogroup' };
      case '-samefile': {
        const { dev, ino } = yield* this.stat(this.argument(word));
        return { kind: 'same', dev, ino };
      }
      case '-readable':
      case '-writable':
      case '-executable':
        return { kind: 'access', mode: word === '-readable' ? R_OK : word === '-writable' ? W_OK : X_OK };
      case '-fstype':
        return { kind: 'fstype', type: this.argument(word) };
      default:
        if (/^-newer[aBcm][aBcmt]$/.test(word)) return yield* this.newerXY(word);
        return this.#action(word);
    }
  }

  #action(word: ByteString): Node {
    switch (word) {
      case '-prune':
        this.#usesPrune = true;
        return { kind: 'prune' };
      case '-print':
      case '-print0':
        this.#acts = true;
        return { kind: 'print', end: word === '-print' ? '\n' : '\0', to: undefined };
      case '-fprint':
      case '-fprint0':
        this.#acts = true;
        return { kind: 'print', end: word === '-fprint' ? '\n' : '\0', to: this.target(word) };
      case '-printf':
        this.#acts = true;
        return { kind: 'printf', format: this.format(word), to: undefined };
      case '-fprintf': {
        this.#acts = true;
        const to = this.target(word);
        return { kind: 'printf', format: this.format(word), to };
      }
      case '-ls':
        this.#acts = true;
        return { kind: 'ls', to: undefined };
      case '-fls':
        this.#acts = true;
        return { kind: 'ls', to: this.target(word) };
      case '-delete':
        this.#acts = true;
        this.#usesDelete = true;
        this.plan.depthFirst = true;
        return { kind: 'delete' };
      case '-quit':
        this.#acts = true;
        return { kind: 'quit' };
      case '-exec':
      case '-execdir':
      case '-ok':
      case '-okdir':
        return this.#exec(word);
      default:
        if (word === '-context') throw new FindError('invalid predicate -context: SELinux is not enabled.');
        if (/^-newer../.test(word)) throw new FindError(`invalid predicate \`${word}'`);
        throw new FindError(`unknown predicate \`${word}'`);
    }
  }

  #exec(word: ByteString): Node {
    this.#acts = true;
    const ask = word.startsWith('-ok');
    const words: ByteString[] = [];
    for (;;) {
      const next = this.words[this.at];
      if (next === undefined) throw new FindError(`missing argument to \`${word}'`);
      this.at += 1;
      if (next === ';' && words.length === 0) throw new FindError(`invalid argument \`;' to \`${word}'`);
      if (next === ';') break;
      if (next === '+' && words.at(-1) === '{}' && !ask) {
        if (words.filter((part) => part.includes('{}')).length > 1)
          throw new FindError(`Only one instance of {} is supported with ${word} ... +`);
        words.pop();
        if (words.length === 0) throw new FindError(`missing argument to \`${word}'`);
        this.#execs += 1;
        return { kind: 'exec', words, many: true, inDirectory: word.endsWith('dir'), ask, id: this.#execs };
      }
      words.push(next);
    }
    if (words.length === 0) throw new FindError(`missing argument to \`${word}'`);
    this.#execs += 1;
    return { kind: 'exec', words, many: false, inDirectory: word.endsWith('dir'), ask, id: this.#execs };
  }
}
