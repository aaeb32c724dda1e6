// A forecast in plain words, for one resolver.
import type { Forecast } from '../../sim/dns/index.ts';
import { duration } from './axis.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

export interface ForecastWords {
  readonly lead: string;
  readonly names: readonly {
    readonly name: string;
    readonly types: string;
    readonly until: string;
    readonly stop: string;
  }[];
  readonly rest: readonly string[];
}

export function forecastWords(forecast: Forecast): ForecastWords {
  const { names, more, none, dead, servers, local } = forecast;
  if (names.length === 0) {
    const lead =
      local === undefined
        ? `Nothing is sent: ${none.code === '' ? 'the name cannot be asked for' : none.code}.`
        : `Nothing is sent: the answer is ${listed(local)}, without a name server.`;
    return { lead, names: [], rest: [] };
  }
  const total = names.length + more;
  const rest: string[] = [];
  rest.push(
    none.took === undefined
      ? `If none of them exists: no end after ${count(none.queries, 'query', 'queries')}.`
      : `If none of them exists: ${count(none.queries, 'query', 'queries')}, then ${none.code}.`,
  );
  const reached = dead.names < total ? ` after ${dead.names} of the ${total} names` : '';
  const whom = servers.length > 1 ? `all of ${listed(servers)}` : listed(servers);
  rest.push(
    dead.took === undefined
      ? `If ${whom} never answers: it still waits after 150 s.`
      : `If ${whom} never ${servers.length > 1 ? 'answer' : 'answers'}: ${duration(dead.took)} and ${count(dead.queries, 'packet')}${reached}, then ${dead.code}.`,
  );
  return {
    lead:
      total === 1
        ? 'One name is asked for.'
        : `Up to ${total} names are asked for, one after the other, until one has an address.`,
    names: names.map(({ name, types, queries, found, empty }) => ({
      name,
      types: types.join('+'),
      until:
        found === 'answer'
          ? `found: ${count(queries, 'query', 'queries')} in all`
          : 'even if it exists, the search goes on',
      stop: empty === 'stops' ? 'if it exists without an address, the search ends here, with an error' : '',
    })),
    rest: more > 0 ? [`And ${more} more names.`, ...rest] : rest,
  };
}
