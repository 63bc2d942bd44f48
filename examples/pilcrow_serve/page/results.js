// The middle of the page: totals, messages, hits, pages; and what stands there before a search.

import {byId, count, counted, el, fill, marked, safeUrl} from './dom.js';
import {labelOf, titleOf} from './labels.js';
import {PAGE_SIZE, address, isStart} from './state.js';

const TAGS_SHOWN = 5;
const LAST_PAGE = 500;

/** "12 paragraphs in 4 documents"; numbers that are not exact say so. */
export function totalText(answer, view) {
  const {paragraphs, documents, exact} = answer.total;
  const least = exact ? '' : 'at least ';
  if (paragraphs === 0) return 'Nothing found';
  return view === 'documents'
    ? `${least}${counted(documents, 'document')} with ${counted(paragraphs, 'paragraph')}`
    : `${least}${counted(paragraphs, 'paragraph')} in ${counted(documents, 'document')}`;
}

/** The snippet of a hit with its highlights. */
function snippet(hit) {
  const text = hit.text ?? '';
  return el('p', {class: 'text', dir: 'auto', lang: hit.language ?? undefined},
    marked(text, hit.highlights, hit.snippet_bytes));
}

/** A hit's countries and topics, those asked for first, as buttons that restrict to them. */
function tags(hit, state, actions) {
  const buttons = [];
  for (const [facet, values] of Object.entries(hit.tags)) {
    if (facet === 'year' || facet === 'about') continue;
    const wanted = state.where[facet] ?? [];
    const sorted = [...values].sort((a, b) => wanted.includes(b) - wanted.includes(a));
    for (const value of sorted.slice(0, TAGS_SHOWN)) {
      const ticked = wanted.includes(value);
      const label = labelOf(facet, value);
      buttons.push(el('li', {}, el('button', {type: 'button', class: `tag ${facet === 'country' || facet === 'topic' ? facet : 'other'}`,
        'aria-pressed': String(ticked), 'aria-label': `${titleOf(facet)} ${label}: ${ticked ? 'remove the filter' : 'restrict to it'}`,
        onclick: () => actions.toggle('where', facet, value)}, label)));
    }
    if (sorted.length > TAGS_SHOWN) {
      const more = sorted.slice(TAGS_SHOWN).map((value) => labelOf(facet, value)).join(', ');
      buttons.push(el('li', {class: 'more', title: more}, `+${sorted.length - TAGS_SHOWN}`));
    }
  }
  return buttons.length > 0 ? el('ul', {class: 'tags', 'aria-label': 'Mentions'}, buttons) : null;
}

/** "reports/baltic.txt:31". */
export const citation = (hit) => `${hit.source ?? hit.document}${hit.line ? `:${hit.line}` : ''}`;

function drawHit(hit, state, actions) {
  const open = {...state, document: {id: hit.document, paragraph: hit.paragraph}};
  const id = `hit-${hit.rank}`;
  const url = safeUrl(hit.url);
  const title = el('a', {href: address(open), class: 'open', dir: 'auto', onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    actions.open(hit);
  }}, hit.title ?? hit.document);
  return el('li', {class: 'hit'},
    el('article', {tabindex: '-1', 'aria-labelledby': id, 'data-rank': hit.rank, onkeydown: (event) => {
      if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
      event.preventDefault();  // or the key would press what has the focus next
      actions.open(hit);
    }},
    el('span', {class: 'rank', 'aria-hidden': 'true'}, String(hit.rank)),
    el('h2', {id}, title),
    hit.heading.length > 0 ? el('p', {class: 'path', dir: 'auto'}, hit.heading.join(' › ')) : null,
    snippet(hit),
    el('div', {class: 'facts'},
      hit.published ? el('time', {datetime: hit.published}, hit.published) : null,
      tags(hit, state, actions)),
    el('footer', {},
      el('button', {type: 'button', class: 'link', onclick: () => actions.open(hit), 'aria-label': `Paragraph ${hit.paragraph} in context`},
        `¶ ${hit.paragraph} in context`),
      el('span', {class: 'source', dir: 'ltr', title: 'source and line'}, citation(hit)),
      url ? el('a', {href: url, rel: 'noopener noreferrer', target: '_blank', class: 'out'}, 'source page ↗') : null)));
}

/** Links to the pages before and after this one. */
function drawPages(answer, state, actions) {
  const nav = byId('pages');
  const items = state.view === 'documents' ? answer.total.documents : answer.total.paragraphs;
  const last = Math.min(Math.ceil(items / PAGE_SIZE), LAST_PAGE);
  nav.hidden = isStart(state) || (last <= 1 && state.page === 1);
  if (nav.hidden) return;
  const link = (page, text, rel) => {
    if (page < 1 || page > last) return el('span', {class: 'off', 'aria-hidden': 'true'}, text);
    const next = {...state, page, document: null};
    return el('a', {href: address(next), rel, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      actions.turn(page);
    }}, text);
  };
  fill(nav, link(state.page - 1, '← before', 'prev'),
    el('span', {class: 'where', 'aria-current': 'page'}, `page ${count(state.page)} of ${count(last)}`),
    link(state.page + 1, 'next →', 'next'));
}

function message(kind, ...content) {
  return el('div', {class: `message ${kind}`}, ...content);
}

const stateLink = (state, actions, text) => el('a', {href: address(state), onclick: (event) => {
  event.preventDefault();
  actions.go(state);
}}, text);

const isFiltered = (state) => [...Object.values(state.where), ...Object.values(state.exclude)].some((values) => values.length > 0);

const withoutFilters = (state, actions) =>
  stateLink({...state, where: {}, exclude: {}, page: 1, document: null}, actions, 'Search without the filters');

/** Did you mean, notes, and what to try where nothing was found. */
function drawMessages(answer, state, actions) {
  const messages = [];
  if (answer.suggestion) {
    const meant = {...state, query: answer.suggestion, page: 1, document: null};
    messages.push(message('meant', 'Did you mean ', stateLink(meant, actions, answer.suggestion), '?'));
  }
  if (answer.notes.length > 0) {
    const strict = {...state, match: 'all', page: 1, document: null};
    const any = answer.match === 'any' && state.match === 'auto';
    messages.push(message('notes', el('ul', {}, answer.notes.map((note) => el('li', {}, note))),
      any ? stateLink(strict, actions, 'Only paragraphs with all words') : null));
  }
  if (state.match !== 'auto') {
    const usual = {...state, match: 'auto', page: 1, document: null};
    messages.push(message('notes', state.match === 'all' ? 'Paragraphs with all words. ' : 'Paragraphs with any of the words. ',
      stateLink(usual, actions, 'Any of them where few have all')));
  }
  if (answer.total.paragraphs === 0) messages.push(drawNothing(answer, state, actions));
  else if (answer.hits.length === 0 && !isStart(state)) {
    messages.push(message('empty', 'There are no more results. ', stateLink({...state, page: 1}, actions, 'To the first page')));
  }
  fill(byId('messages'), messages);
}

function drawNothing(answer, state, actions) {
  const tips = [];
  if (isFiltered(state)) tips.push(el('li', {}, withoutFilters(state, actions)));
  if (state.query.includes('"')) {
    tips.push(el('li', {}, stateLink({...state, query: state.query.replaceAll('"', ''), page: 1, document: null}, actions,
      'The words without quotation marks')));
  }
  const word = state.query.trim().split(/\s+/)[0];
  if (word && !answer.suggestion && /^[\p{L}\p{N}]+$/u.test(word)) {
    tips.push(el('li', {}, 'Words that begin alike: ', stateLink({...state, query: `${word}*`, page: 1, document: null}, actions, `${word}*`)));
  }
  return message('empty', el('p', {class: 'big'}, 'No paragraph matches.'),
    tips.length > 0 ? el('ul', {}, tips) : null);
}

/** What stands there before anything is asked. */
function drawStart(answer, stats, actions) {
  const root = byId('start');
  const chips = (facet, number) => (answer.facets[facet]?.values ?? []).slice(0, number).map((value) =>
    el('li', {}, el('button', {type: 'button', class: `tag ${facet}`, onclick: () => actions.toggle('where', facet, value.value)}, value.label)));
  const row = (facet, text, number) => {
    const list = chips(facet, number);
    return list.length > 0 ? el('div', {class: 'offer'}, el('h2', {}, text), el('ul', {class: 'tags'}, list)) : null;
  };
  const {paragraphs, documents} = answer.total;
  fill(root,
    el('p', {class: 'mark', 'aria-hidden': 'true'}, '¶'),
    el('h1', {}, stats?.name ?? 'Pilcrow'),
    el('p', {class: 'lead'}, paragraphs === 0 ? 'This index is empty. Fill it with pilcrow-index; what is added shows here by itself.'
      : `${counted(paragraphs, 'paragraph')} in ${counted(documents, 'document')}. Type a few words, or begin with one of these.`),
    row('topic', 'Topics', 8), row('country', 'Countries', 10),
    el('p', {class: 'hint'}, el('code', {}, '"exact phrase"'), el('code', {}, 'grain OR wheat'), el('code', {}, '-fishing'),
      el('code', {}, 'year:2020..'), el('code', {}, 'cyber*'),
      el('button', {type: 'button', class: 'link', onclick: () => byId('help').showModal()}, 'all that a search can say')));
}

/** Shows an answer. */
export function drawResults(answer, state, stats, actions) {
  const start = isStart(state);
  byId('start').hidden = !start;
  byId('bar').hidden = start;
  if (start) drawStart(answer, stats, actions);
  else fill(byId('total'), totalText(answer, state.view), ' ', el('span', {class: 'took'}, `${answer.took_ms.toFixed(answer.took_ms < 10 ? 1 : 0)} ms`));
  drawMessages(answer, state, actions);
  fill(byId('hits'), answer.hits.map((hit) => drawHit(hit, state, actions)));
  byId('hits').classList.toggle('by-document', state.view === 'documents');
  drawPages(answer, state, actions);
}

/** Shows that an answer did not come. Where the question itself was wrong, an older answer would mislead. */
export function drawError(error, state, actions) {
  const wrong = error.code === 'invalid_argument';
  const alone = wrong || byId('bar').hidden;
  fill(byId('messages'), el('div', {class: 'message error', role: 'alert'},
    el(alone ? 'h1' : 'p', {class: 'big'}, wrong ? 'This cannot be searched.' : 'That did not work.'),
    el('p', {class: 'says', dir: 'auto'}, error.message),
    wrong && isFiltered(state) ? el('p', {}, withoutFilters(state, actions)) : null,
    wrong ? null : el('button', {type: 'button', class: 'plain', onclick: actions.again}, 'Try again')));
  if (!alone) return;
  fill(byId('hits'));
  for (const id of ['pages', 'start', 'bar']) byId(id).hidden = true;
}
