/** Templates as Go runs them: output, whitespace, control flow, and the exact words of errors. */
import { describe, expect, test } from 'vitest';
import { CallError, fromJson, Func, Templates, type Value } from './index.ts';

function render(text: string, data: unknown = {}, options: ConstructorParameters<typeof Templates>[0] = {}): string {
  const t = new Templates(options);
  const wrong = t.parse('t', text);
  if (wrong !== undefined) return wrong;
  const run = t.execute('t', fromJson(data, 'int'));
  return run.error === undefined ? run.output : `${run.output}!! ${run.error}`;
}

describe('actions', () => {
  test.each<[string, unknown, string]>([
    ['plain', {}, 'plain'],
    ['{{.a.b}}', { a: { b: 1 } }, '1'],
    ['{{.}}', { b: 1, a: [true, null, 'x'] }, 'map[a:[true <nil> x] b:1]'],
    ['{{.missing}}', {}, '<no value>'],
    ['{{.missing.deeper}}', {}, '<no value>'],
    ['{{.nil}}', { nil: null }, '<no value>'],
    ['{{"q\\n" | printf "%q"}}', {}, '"q\\n"'],
    ['{{`raw\\n`}}', {}, 'raw\\n'],
    ['{{1.5e3}} {{0x1F}} {{1_000}} {{017}} {{1000000.0}}', {}, '1500 31 1000 15 1e+06'],
    ["{{'a'}}", {}, '97'],
    ['{{/* gone */}}x', {}, 'x'],
    ['a  {{- 1 -}}  b', {}, 'a1b'],
    ['a {{- /* c */ -}} b', {}, 'ab'],
    ['{{$x := 1}}{{$x}}{{$x = 2}}{{$x}}', {}, '12'],
    ['{{$}}{{$.a}}', { a: 1 }, 'map[a:1]1'],
    ['{{(index .a 0).b}}', { a: [{ b: 'z' }] }, 'z'],
    ['{{print 1 2 "a" "b" 3}}', {}, '1 2ab3'],
  ])('%s', (text, data, want) => expect(render(text, data)).toBe(want));
});

describe('control flow', () => {
  test.each<[string, unknown, string]>([
    ['{{if .a}}y{{else}}n{{end}}', { a: '' }, 'n'],
    ['{{if .a}}1{{else if .b}}2{{else}}3{{end}}', { b: 1 }, '2'],
    ['{{with .a}}{{.}}{{else}}none{{end}}', {}, 'none'],
    ['{{with .a}}{{.}}{{else with .b}}b{{.}}{{end}}', { b: 2 }, 'b2'],
    ['{{range .a}}{{.}},{{else}}empty{{end}}', { a: [1, 2] }, '1,2,'],
    ['{{range .a}}{{.}},{{else}}empty{{end}}', { a: [] }, 'empty'],
    ['{{range $i, $e := .a}}{{$i}}{{$e}} {{end}}', { a: ['x', 'y'] }, '0x 1y '],
    ['{{range $k, $v := .a}}{{$k}}={{$v}};{{end}}', { a: { b: 2, a: 1 } }, 'a=1;b=2;'],
    ['{{range 3}}{{.}}{{end}}', {}, '012'],
    [
      '{{range .a}}{{if eq . 2}}{{continue}}{{end}}{{if eq . 4}}{{break}}{{end}}{{.}}{{end}}',
      { a: [1, 2, 3, 4, 5] },
      '13',
    ],
    ['{{define "x"}}[{{.}}]{{end}}{{template "x" .a}}{{template "x"}}', { a: 1 }, '[1][<no value>]'],
    ['{{block "b" .a}}<{{.}}>{{end}}', { a: 1 }, '<1>'],
    ['{{$x := 0}}{{range .a}}{{$x = .}}{{end}}{{$x}}', { a: [7] }, '7'],
  ])('%s', (text, data, want) => expect(render(text, data)).toBe(want));
});

describe('functions', () => {
  test.each<[string, unknown, string]>([
    ['{{and 1 0 2}} {{and 1 2}} {{or 0 "" "z"}} {{not 1}}', {}, '0 2 z false'],
    ['{{eq 1 2 1}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 2 1}}', {}, 'true true true true false true'],
    ['{{eq .a .b}}', {}, 'true'],
    ['{{1 | lt 2}}', {}, 'false'],
    ['{{index .a 1 0}} {{index .m "k"}}', { a: [[], ['x']], m: { k: 5 } }, 'x 5'],
    ['{{slice "hello" 1 3}} {{slice .a 1}}', { a: [1, 2, 3] }, 'el [2 3]'],
    ['{{len "héé"}} {{len .a}}', { a: { x: 1 } }, '3 1'],
    ['{{html "<a href=\'x\'>&"}}', {}, '&lt;a href=&#39;x&#39;&gt;&amp;'],
    ['{{js "it\'s <b>"}}', {}, "it\\'s \\u003Cb\\u003E"],
    ['{{urlquery "a b&c=1/2"}}', {}, 'a+b%26c%3D1%2F2'],
    ['{{println "a" 1}}', {}, 'a 1\n'],
    [
      '{{printf "%5d|%-5s|%05.1f|%x|%v|%T" 42 "ab" 3.14159 "hi" .a .a}}',
      { a: [1] },
      '   42|ab   |003.1|6869|[1]|[]interface {}',
    ],
    ['{{printf "%d %s" "a" 1}}', {}, '%!d(string=a) %!s(int=1)'],
    ['{{printf "%s" 1 2}} {{printf "%d"}} {{printf "%"}}', {}, '%!s(int=1)%!(EXTRA int=2) %!d(MISSING) %!(NOVERB)'],
    ['{{printf "%[2]s %[1]s" "a" "b"}}', {}, 'b a'],
    [
      '{{printf "%+d %x %X %c %U %o %b %e %g" 5 255 255 65 233 8 5 1234.5 0.1}}',
      {},
      '+5 ff FF A U+00E9 10 101 1.234500e+03 0.1',
    ],
    ['{{printf "%*d|%6.2f|%-8q|%t|%08.3f" 5 42 3.14159 "a" true 3.14159}}', {}, '   42|  3.14|"a"     |true|0003.142'],
  ])('%s', (text, data, want) => {
    expect(render(text, data)).toBe(want);
  });
});

describe('errors of the parser', () => {
  test.each<[string, string]>([
    ['{{.a', 'template: t:1: unclosed action'],
    ['x\n{{if .a}}', 'template: t:2: unexpected EOF'],
    ['{{end}}', 'template: t:1: unexpected {{end}}'],
    ['{{else}}', 'template: t:1: unexpected {{else}}'],
    ['{{if}}{{end}}', 'template: t:1: missing value for if'],
    ['{{nope .}}', 'template: t:1: function "nope" not defined'],
    ['{{$x}}', 'template: t:1: undefined variable "$x"'],
    ['{{.a | 3}}', 'template: t:1: non executable command in pipeline stage 2'],
    ['{{"a}}', 'template: t:1: unterminated quoted string'],
    ['{{`a}}', 'template: t:1: unterminated raw quoted string'],
    ['{{(.a}}', 'template: t:1: unclosed left paren'],
    ['{{.a)}}', 'template: t:1: unexpected right paren'],
    ['{{/* x}}', 'template: t:1: unclosed comment'],
    ['{{/* x */ y}}', 'template: t:1: comment ends before closing delimiter'],
    ['{{break}}', 'template: t:1: {{break}} outside {{range}}'],
    ['{{.a-b}}', "template: t:1: bad character U+002D '-'"],
    ['{{.5.}}', 'template: t:1: unexpected <.> in operand'],
    ['{{.a}', "template: t:1: bad character U+007D '}'"],
    ['{{range $a, $b, $c := .x}}{{end}}', 'template: t:1: too many declarations in range'],
    ['{{template x}}', 'template: t:1: unexpected "x" in template clause'],
    ['{{define "a"}}x{{end}}{{define "a"}}y{{end}}', 'template: t:1: template: multiple definition of template "a"'],
    ['{{\n.a\n', 'template: t:3: unclosed action started at t:1'],
  ])('%s', (text, want) => {
    expect(render(text)).toBe(want);
  });
});

describe('errors of the execution', () => {
  test.each<[string, unknown, string]>([
    [
      'ok {{.a.b.c}}',
      { a: { b: 's' } },
      'ok !! template: t:1:7: executing "t" at <.a.b.c>: can\'t evaluate field c in type interface {}',
    ],
    [
      '{{.a.b.c}}',
      { a: { b: null } },
      '!! template: t:1:4: executing "t" at <.a.b.c>: nil pointer evaluating interface {}.c',
    ],
    [
      '{{with .a}}{{.x}}{{end}}',
      { a: 's' },
      '!! template: t:1:13: executing "t" at <.x>: can\'t evaluate field x in type string',
    ],
    ['\n  {{ len 3 }}', {}, '\n  !! template: t:2:5: executing "t" at <len 3>: error calling len: len of type int'],
    [
      '{{index .a 5}}',
      { a: [1] },
      '!! template: t:1:2: executing "t" at <index .a 5>: error calling index: index out of range: 5',
    ],
    [
      '{{eq 1 "a"}}',
      {},
      '!! template: t:1:2: executing "t" at <eq 1 "a">: error calling eq: incompatible types for comparison',
    ],
    [
      '{{lt .a 1}}',
      { a: [] },
      '!! template: t:1:2: executing "t" at <lt .a 1>: error calling lt: invalid type for comparison',
    ],
    ['{{range .a}}{{end}}', { a: 's' }, '!! template: t:1:8: executing "t" at <.a>: range can\'t iterate over s'],
    ['{{template "no"}}', {}, '!! template: t:1:11: executing "t" at <{{template "no"}}>: template "no" not defined'],
    ['{{nil}}', {}, '!! template: t:1:2: executing "t" at <nil>: nil is not a command'],
    ['{{1 2}}', {}, '!! template: t:1:2: executing "t" at <1>: can\'t give argument to non-function 1'],
    ['{{printf 1}}', {}, '!! template: t:1:9: executing "t" at <1>: expected string; found 1'],
    ['{{len}}', {}, '!! template: t:1:2: executing "t" at <len>: wrong number of args for len: want 1 got 0'],
    [
      '{{printf}}',
      {},
      '!! template: t:1:2: executing "t" at <printf>: wrong number of args for printf: want at least 1 got 0',
    ],
  ])('%s', (text, data, want) => {
    expect(render(text, data)).toBe(want);
  });

  test('missing keys follow the option', () => {
    expect(render('{{.a}}', {}, { missingKey: 'error' })).toBe(
      '!! template: t:1:2: executing "t" at <.a>: map has no entry for key "a"',
    );
    expect(render('{{.a.b}}', {}, { missingKey: 'zero' })).toBe(
      '!! template: t:1:4: executing "t" at <.a.b>: nil pointer evaluating interface {}.b',
    );
  });

  test('the error of a function names it and its call', () => {
    const fail = new Func({ params: ['string'] }, () => {
      throw new CallError('no luck');
    });
    expect(render('{{fail "x"}}', {}, { funcs: new Map([['fail', fail]]) })).toBe(
      '!! template: t:1:2: executing "t" at <fail "x">: error calling fail: no luck',
    );
  });
});

test('endless recursion and endless ranges end in an error', () => {
  expect(render('{{define "r"}}{{template "r"}}{{end}}{{template "r"}}')).toContain('exceeded maximum template depth');
  expect(render('{{range 999999999999}}{{end}}')).toContain('template runs for too long');
});

test('a later text replaces a template, an empty one does not', () => {
  const t = new Templates();
  expect(t.parse('a', '{{define "x"}}one{{end}}')).toBeUndefined();
  expect(t.parse('b', '{{define "x"}}two{{end}}')).toBeUndefined();
  expect(t.parse('c', '{{define "x"}}  {{end}}{{template "x"}}')).toBeUndefined();
  expect(t.execute('c', undefined as Value).output).toBe('two');
});
