// curl and both wgets against a web server behind a Service.
import { expect, test } from 'vitest';
import { bench } from '../../../testkit/network.ts';

const shown = (line: string): readonly string[] => bench().type(line).split('\n');

const METER = [
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
  '                                 Dload  Upload   Total   Spent    Left  Speed',
];
const NOTHING_YET = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';

test('curl -v tells of each step', () => {
  expect(shown('curl -sv http://web/')).toEqual([
    '*   Trying 10.96.24.80:80...',
    '* Connected to web (10.96.24.80) port 80 (#0)',
    '> GET / HTTP/1.1\r',
    '> Host: web\r',
    '> User-Agent: curl/7.88.1\r',
    '> Accept: */*\r',
    '> \r',
    '< HTTP/1.1 200 OK\r',
    '< Content-Type: text/plain\r',
    '< Content-Length: 15\r',
    '< \r',
    '{ [15 bytes data]',
    'hello from web',
    '* Connection #0 to host web left intact',
    '[0]',
  ]);
});

test("curl's failures: name, refusal, silence, a slow server, a status", () => {
  expect(shown('curl http://nosuch/')).toEqual([
    ...METER,
    `${NOTHING_YET}curl: (6) Could not resolve host: nosuch`,
    '[6]',
  ]);
  expect(shown('curl http://10.244.2.8/')).toEqual([
    ...METER,
    NOTHING_YET + NOTHING_YET,
    "curl: (7) Failed to connect to 10.244.2.8 port 80 after 0 ms: Couldn't connect to server",
    '[7]',
  ]);
  expect(shown('curl -sS http://192.0.2.1/')).toEqual([
    "curl: (28) Failed to connect to 192.0.2.1 port 80 after 127000 ms: Couldn't connect to server",
    '[28]',
  ]);
  expect(shown('curl -sS --connect-timeout 1 http://192.0.2.1/')).toEqual([
    'curl: (28) Failed to connect to 192.0.2.1 port 80 after 1000 ms: Timeout was reached',
    '[28]',
  ]);
  expect(shown('curl -m 2 http://192.0.2.1/')).toEqual([
    ...METER,
    `${NOTHING_YET}${['01', '02'].map((second) => NOTHING_YET.replace(/--:--:-- --:--:-- --:--:-- {5}0$/, `--:--:--  0:00:${second} --:--:--     0`)).join('')}`,
    'curl: (28) Connection timed out after 2000 milliseconds',
    '[28]',
  ]);
  expect(shown('curl -sS -m 1 http://web/slow')).toEqual([
    'curl: (28) Operation timed out after 1000 milliseconds with 0 bytes received',
    '[28]',
  ]);
  expect(shown('curl -sSf http://web/nope')).toEqual(['curl: (22) The requested URL returned error: 404', '[22]']);
  expect(shown('curl -6 -sS web')).toEqual(["curl: (7) Couldn't connect to server", '[7]']);
});

test('curl: redirects, --resolve, -w, the terminal, and words that are wrong', () => {
  expect(shown('curl -s http://web/old')).toEqual(['[0]']);
  expect(shown('curl -sL http://web/old')).toEqual(['hello from web', '[0]']);
  expect(shown('curl -s --resolve nosuch:8080:10.244.2.8 http://nosuch:8080/')).toEqual(['hello from web', '[0]']);
  expect(
    shown(String.raw`curl -s -o /dev/null -w %{http_code}:%{remote_ip}:%{size_download}\n http://web/nope`),
  ).toEqual(['404:10.96.24.80:19', '[0]']);
  expect(bench({ terminal: true }).type('curl http://web/')).toBe('hello from web\n[0]');
  const again = "curl: try 'curl --help' or 'curl --manual' for more information";
  expect(shown('curl')).toEqual([again, '[2]']);
  expect(shown('curl --nope http://web/')).toEqual(['curl: option --nope: is unknown', again, '[2]']);
  expect(shown('curl -sS -m x http://web/')).toEqual([
    'curl: option -m: expected a proper numerical parameter',
    again,
    '[2]',
  ]);
});

test('wget: log, rate, retries, redirects, errors', () => {
  const head = [
    '--2026-11-23 20:05:28--  http://web/',
    'Resolving web (web)... 10.96.24.80',
    'Connecting to web (web)|10.96.24.80|:80... connected.',
    'HTTP request sent, awaiting response... 200 OK',
    'Length: 15 [text/plain]',
  ];
  expect(shown('wget -O- http://web/')).toEqual([
    ...head,
    "Saving to: 'STDOUT'",
    '',
    'hello from web',
    `     0K${' '.repeat(55)}100% 40.7K=0s`,
    '',
    '2026-11-23 20:05:28 (40.7 KB/s) - written to stdout [15/15]',
    '',
    '[0]',
  ]);
  expect(shown('wget --spider http://web/')).toEqual([
    'Spider mode enabled. Check if remote file exists.',
    ...head,
    'Remote file exists.',
    '',
    '[0]',
  ]);
  expect(shown('wget -T 1 -t 2 http://web:81/')).toEqual([
    '--2026-11-23 20:05:28--  http://web:81/',
    'Resolving web (web)... 10.96.24.80',
    'Connecting to web (web)|10.96.24.80|:81... failed: Connection timed out.',
    'Retrying.',
    '',
    '--2026-11-23 20:05:30--  (try: 2)  http://web:81/',
    'Connecting to web (web)|10.96.24.80|:81... failed: Connection timed out.',
    'Giving up.',
    '',
    '[4]',
  ]);
  expect(shown('wget -qO- http://web/old')).toEqual(['hello from web', '[0]']);
  expect(shown('wget -nv http://web/nope')).toEqual([
    'http://web/nope:',
    '2026-11-23 20:05:28 ERROR 404: Not Found.',
    '[8]',
  ]);
});

test('busybox wget, and what it calls a bad address', () => {
  expect(shown('busybox wget -O- http://web/')).toEqual([
    'Connecting to web (10.96.24.80:80)',
    'writing to stdout',
    'hello from web',
    `-                    100% |${'*'.repeat(32)}|    15  0:00:00 ETA`,
    'written to stdout',
    '[0]',
  ]);
  expect(shown('busybox wget http://10.244.2.8:99/')).toEqual([
    'Connecting to 10.244.2.8:99 (10.244.2.8:99)',
    "wget: can't connect to remote host (10.244.2.8): Connection refused",
    '[1]',
  ]);
  expect(shown('busybox wget -T 2 -O- http://web:81/')).toEqual([
    'Connecting to web:81 (10.96.24.80:81)',
    'wget: download timed out',
    '[1]',
  ]);
  expect(shown('busybox wget http://nosuch/')).toEqual(["wget: bad address 'nosuch'", '[1]']);
});

test('a file is saved where the tool stands', () => {
  const files: [string, string][] = [];
  const save = (path: string, bytes: string): void => void files.push([path, bytes]);
  bench({ save }).type('wget -q http://web/');
  bench({ save }).type('curl -s -o page http://web/');
  bench({ save }).type('busybox wget -q http://web/');
  expect(files).toEqual([
    ['index.html', 'hello from web\n'],
    ['page', 'hello from web\n'],
    ['index.html', 'hello from web\n'],
  ]);
});
