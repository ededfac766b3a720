// What calls would have cost at other prices: from the tokens that searches add up. No page in here.

export const USED = 'index=genops_ai genops.tokens.input=*';

export const usedQuery = (filter) => `${USED} ${filter} | eval model=coalesce('genops.cost.model',"(no name)"), provider=coalesce('genops.cost.provider',""), currency=coalesce('genops.cost.currency',"USD") `
  + '| stats count as calls sum(genops.tokens.input) as input sum(genops.tokens.output) as output sum(genops.tokens.cache_read) as cached sum(genops.cost.total) as spent count(genops.cost.total) as priced by model provider currency | sort 200 - spent';

export const keyOf = (row) => row.provider + ':' + row.model;

// Dollars, of prices per 1,000 tokens: input includes what the cache had, which costs as input unless told otherwise. Null
// without a price for what was used.
export function rated(row, price) {
  if (!price || price.input == null || (price.output == null && row.output > 0)) {
    return null;
  }
  const cached = Math.min(row.cached ?? 0, row.input ?? 0);
  const cacheRead = price.cache_read ?? price.input;
  return ((row.input - cached) * price.input + cached * cacheRead + (row.output ?? 0) * (price.output ?? 0)) / 1000 + row.calls * (price.request ?? 0);
}

// A price that was typed; undefined for nothing, NaN for what is none.
export function typed(text) {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? undefined : /^\d*\.?\d+$/.test(trimmed) ? Number(trimmed) : NaN;
}

// The catalogue's price with what was typed over it.
export function priceOf(known, own) {
  const input = typed(own?.input);
  const output = typed(own?.output);
  if (!known && input === undefined && output === undefined) {
    return null;
  }
  return { ...known, ...(input !== undefined && { input, cache_read: undefined }), ...(output !== undefined && { output }) };
}

// What was typed as a file of overrides, from today on: with the known price where only one of the two was typed. Rows
// without a price of both are left out.
export function overridesCsv({ used, known }, own, today = new Date().toISOString().slice(0, 10)) {
  const cell = (text) => (/[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
  const lines = used.filter((row) => own[keyOf(row)]).map((row) => ({ row, price: priceOf(known.get(keyOf(row)), own[keyOf(row)]) }))
    .filter(({ price }) => Number.isFinite(price?.input) && Number.isFinite(price?.output))
    .map(({ row, price }) => [cell(row.provider), cell(row.model), price.input, price.output, today].join(','));
  return [`provider,model,input_cost_per_1k,output_cost_per_1k,effective_from`, ...lines].join('\n') + '\n';
}

// Sums of those rows alone that both sides have a figure for.
export function totals(rows, costs) {
  return rows.reduce((sum, row, i) => (row.spent == null || costs[i] == null
    ? { ...sum, left: sum.left + 1 } : { ...sum, spent: sum.spent + row.spent, rated: sum.rated + costs[i] }), { spent: 0, rated: 0, left: 0 });
}
