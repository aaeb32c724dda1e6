import { expect, test } from 'vitest';
import { siteRoot, tidyPath } from './base.ts';

test('a page finds the root of the site wherever the site lives', () => {
  expect(siteRoot('../../', 'http://h/course/learn/pid-1/x')).toBe('/course/');
  expect(siteRoot('../../../', 'http://h/course/learn/pid-1/x/')).toBe('/course/');
  expect(siteRoot('./', 'http://h/')).toBe('/');
  expect(siteRoot('/course/', 'http://h/course/no/such/page')).toBe('/course/');
});

test('the names of files are names of pages', () => {
  expect(tidyPath('/course/learn/pid-1/x.html', '/course/')).toBe('/course/learn/pid-1/x');
  expect(tidyPath('/learn/pid-1/x/index.html', '/')).toBe('/learn/pid-1/x');
  expect(tidyPath('/learn/pid-1/x/', '/')).toBe('/learn/pid-1/x');
  expect(tidyPath('/course/index.html', '/course/')).toBe('/course/');
  expect(tidyPath('/', '/')).toBe('/');
});
