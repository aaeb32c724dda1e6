/** A LabelSelector of the API: matchLabels and matchExpressions, all of which must hold; an empty one selects everything. */
import { at, items, pairs, str, text } from '../../cli/apiserver/json.ts';
import type { Json } from '../../engine-api.ts';

export function selects(selector: Json, labels: Readonly<Record<string, string>>): boolean {
  return (
    pairs(at(selector, 'matchLabels')).every(([key, value]) => labels[key] === value) &&
    items(selector, 'matchExpressions').every((each) => holds(each, labels))
  );
}

function holds(expression: Json, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[str(expression, 'key')];
  const values = items(expression, 'values').map((each) => text(each));
  switch (str(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
