// Asking the server. Every kind of question has one answer under way at most: a newer question makes
// an older one moot, and its answer is never shown.

import {PAGE_SIZE, restrictions, isStart} from './state.js';

const under_way = new Map();

/** What went wrong, in words for people. */
export class AnswerError extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** JSON from the server, or null where a newer question of the same kind has come. */
async function ask(kind, path, parameters) {
  under_way.get(kind)?.abort();
  const control = new AbortController();
  under_way.set(kind, control);
  let answer;
  let body;
  try {
    answer = await fetch(`${path}?${parameters}`, {signal: control.signal});
    body = await answer.json();
  } catch (error) {
    if (control.signal.aborted) return null;
    throw new AnswerError('The server does not answer. Is pilcrow-serve still running?', 'offline');
  }
  if (under_way.get(kind) !== control) return null;
  if (!answer.ok) {
    throw new AnswerError(body?.error?.message ?? 'The server could not answer.', body?.error?.code);
  }
  return body;
}

const ALL_YEARS = 2000;
const DOCUMENTS_LOOKED_AT = 300;

/**
 * Facets to count: years all of them, for the histogram, others as many as their list shows. The server
 * sorts by paragraphs; for an order by documents more are looked at.
 */
function facetList(facets, limits, view) {
  const limit = (name) => Math.max(limits[name] ?? 8, view === 'documents' ? DOCUMENTS_LOOKED_AT : 0);
  return facets.map(({name}) => `${name}:${name === 'year' ? ALL_YEARS : limit(name)}`).join(',');
}

export function search(state, facets, limits) {
  const parameters = restrictions(state);
  const start = isStart(state);
  parameters.set('limit', start ? 0 : PAGE_SIZE);
  if (state.page > 1) parameters.set('offset', (state.page - 1) * PAGE_SIZE);
  if (state.sort !== 'relevance') parameters.set('sort', state.sort);
  if (state.view === 'documents') parameters.set('per_document', 1);
  parameters.set('facets', facetList(facets, limits, state.view));
  return ask('search', '/api/search', parameters);
}

export const suggest = (prefix) =>
  ask('suggest', '/api/suggest', new URLSearchParams({prefix, limit: 24}));

export function facetValues(state, name, prefix) {
  const parameters = restrictions(state);
  parameters.set('name', name);
  parameters.set('prefix', prefix);
  parameters.set('limit', 12);
  return ask(`facet ${name}`, '/api/facet', parameters);
}

export const documentAround = (id, paragraph, count = 30) =>
  ask('document', '/api/document', new URLSearchParams({id, around: paragraph, count}));

export const documentFrom = (id, first, count) =>
  ask('document more', '/api/document', new URLSearchParams({id, first, count}));

export const stats = () => ask('stats', '/api/stats', new URLSearchParams());
