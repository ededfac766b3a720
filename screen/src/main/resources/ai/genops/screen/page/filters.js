// The filters and the time of the address, as searches have them.

import { bounds } from './range.js';
import { term } from './searches.js';
import { DIMENSIONS, NONE } from './spend.js';

export function filterOf(params) {
  return DIMENSIONS.filter(({ id }) => params.get(id))
    .map(({ id, field }) => (params.get(id) === NONE ? `NOT ${field}=*` : term(field, params.get(id))))
    .join(' ');
}

export function timesOf(range) {
  const { earliest, latest } = bounds(range);
  return { from: earliest ?? latest - 62 * 86_400, to: latest };
}
