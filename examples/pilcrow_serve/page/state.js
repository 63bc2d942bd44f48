// What the page shows, as one value, and its way into the address and back. An address therefore
// holds everything: it can be kept, sent, reloaded, and "back" does what it says.

export const PAGE_SIZE = 20;
const MOST_PAGES = 500;  // the server's bound of 10,000 hits

const BUILT_IN = ['country', 'topic', 'year', 'about'];
const SORTS = ['relevance', 'newest', 'oldest'];

/** Nothing asked for. */
export const emptyState = () => ({
  query: '',
  where: {},     // facet → values
  exclude: {},   // facet → values
  sort: 'relevance',
  view: 'paragraphs',
  match: 'auto',
  page: 1,
  document: null,   // opened in context: {id, paragraph}
});

function add(values, facet, value) {
  const list = values[facet] ?? [];
  if (!list.includes(value)) values[facet] = [...list, value];
}

/** "name=value" in two, or null. */
function assignment(text) {
  const equals = text.indexOf('=');
  return equals < 1 ? null : [text.slice(0, equals), text.slice(equals + 1)];
}

/** The state in an address; what makes no sense in it is passed over. */
export function readState(search) {
  const given = new URLSearchParams(search);
  const state = emptyState();
  state.query = given.get('q') ?? '';
  for (const facet of BUILT_IN) {
    for (const value of given.getAll(facet)) add(state.where, facet, value);
  }
  for (const [name, values] of [['facet', state.where], ['exclude', state.exclude]]) {
    for (const text of given.getAll(name)) {
      const pair = assignment(text);
      if (pair) add(values, ...pair);
    }
  }
  if (SORTS.includes(given.get('sort'))) state.sort = given.get('sort');
  if (given.get('view') === 'documents') state.view = 'documents';
  if (['all', 'any'].includes(given.get('match'))) state.match = given.get('match');
  const page = Number.parseInt(given.get('page') ?? '1', 10);
  state.page = Number.isFinite(page) ? Math.min(Math.max(page, 1), MOST_PAGES) : 1;
  if (given.get('document')) {
    const paragraph = Number.parseInt(given.get('paragraph') ?? '1', 10);
    state.document = {id: given.get('document'), paragraph: paragraph > 0 ? paragraph : 1};
  }
  return state;
}

/** Query and restrictions as parameters, which the page's address and the API share. */
export function restrictions(state) {
  const parameters = new URLSearchParams();
  if (state.query.trim()) parameters.set('q', state.query);
  for (const [facet, values] of Object.entries(state.where)) {
    for (const value of values) {
      if (BUILT_IN.includes(facet)) parameters.append(facet, value);
      else parameters.append('facet', `${facet}=${value}`);
    }
  }
  for (const [facet, values] of Object.entries(state.exclude)) {
    for (const value of values) parameters.append('exclude', `${facet}=${value}`);
  }
  if (state.match !== 'auto') parameters.set('match', state.match);
  return parameters;
}

/** The address of a state. */
export function address(state) {
  const parameters = restrictions(state);
  if (state.sort !== 'relevance') parameters.set('sort', state.sort);
  if (state.view !== 'paragraphs') parameters.set('view', state.view);
  if (state.page > 1) parameters.set('page', state.page);
  if (state.document) {
    parameters.set('document', state.document.id);
    parameters.set('paragraph', state.document.paragraph);
  }
  const text = parameters.toString();
  return text ? `/?${text}` : '/';
}

/** Nothing asked for: neither words nor restrictions. */
export const isStart = (state) => !state.query.trim() &&
  [...Object.values(state.where), ...Object.values(state.exclude)].every((v) => v.length === 0);

/** What has to be asked again when a state becomes another; the opened document does not count. */
export const searchKey = (state) => address({...state, document: null});

/** Another state: the values of one facet changed, back on the first page. */
export function withValues(state, kind, facet, values) {
  const all = {...state[kind]};
  if (values.length > 0) all[facet] = values;
  else delete all[facet];
  return {...state, [kind]: all, page: 1};
}

/** Ticks a value, or takes the tick away. */
export function toggled(state, kind, facet, value) {
  const values = state[kind][facet] ?? [];
  const other = kind === 'where' ? 'exclude' : 'where';
  const next = values.includes(value) ? values.filter((v) => v !== value) : [...values, value];
  const without = (state[other][facet] ?? []).filter((v) => v !== value);
  return withValues(withValues(state, other, facet, without), kind, facet, next);
}
