// The page: one state, shown; what a person does makes another state, and that goes into the address.

import {facetValues, search, stats as askStats} from './api.js';
import {byId, capital, debounce} from './dom.js';
import {Facets, drawChips} from './facets.js';
import {learnFromStats} from './labels.js';
import {Reader} from './reader.js';
import {drawError, drawResults, totalText} from './results.js';
import {address, emptyState, isStart, readState, searchKey, toggled, withValues} from './state.js';
import {Suggestions} from './suggest.js';
import {Years, yearsRoot} from './years.js';

const TYPING_PAUSE = 60;
const SLOW = 180;
const BUILT_IN = ['country', 'topic', 'year', 'about'].map((name) => ({name}));

let state = readState(location.search);
let asked = null;     // key of the search that is shown or under way
let typing = false;   // the last change of the address was a letter: the next replaces it
let answer = null;
let stats = null;
let limits = {};

const input = byId('query');

/** Another state. `how`: push (a step that "back" takes back) or replace. */
function go(next, how = 'push') {
  typing = false;
  enter(next, how);
}

function enter(next, how) {
  state = next;
  const url = address(state);
  if (url !== location.pathname + location.search) {
    const data = {opened: Boolean(state.document) && how === 'push'};
    if (how === 'push') history.pushState(data, '', url);
    else history.replaceState(history.state, '', url);
  }
  show();
}

const actions = {
  limits,
  go,
  toggle: (kind, facet, value) => go({...toggled(state, kind, facet, value), document: null}),
  set: (facet, values) => go(withValues(state, 'where', facet, values)),
  clear: () => go({...state, where: {}, exclude: {}, page: 1}),
  widen: (facet, limit) => {
    limits[facet] = limit;
    run();
  },
  find: (facet, prefix) => facetValues(state, facet, prefix).catch(() => null),
  open: (hit) => go({...state, document: {id: hit.document, paragraph: hit.paragraph}}),
  turn: (page) => {
    go({...state, page, document: null});
    scrollTo({top: 0});
    byId('results').focus({preventScroll: true});
  },
  again: () => run(),
};

const years = new Years(yearsRoot(), (values) => actions.set('year', values));
const facets = new Facets(byId('facets'), actions);
const reader = new Reader(() => {
  // The way back is the step that opened it; a document that an address opened has none.
  if (history.state?.opened) history.back();
  else go({...state, document: null}, 'replace');
});
const suggestions = new Suggestions(input, byId('suggestions'), {
  typed: () => typed(),
  restrict: (facet, value) => {
    later.cancel();
    go({...toggled({...state, query: input.value.trim()}, 'where', facet, value), document: null});
  },
});

/** Brings the page in line with the state. */
function show() {
  if (document.activeElement !== input || input.value.trim() !== state.query.trim()) input.value = state.query;
  byId('clear').hidden = input.value === '';
  byId('sort').value = state.sort;
  for (const radio of document.querySelectorAll('input[name="view"]')) radio.checked = radio.value === state.view;
  const filters = drawChips(byId('chips'), state, actions);
  byId('filters-toggle').textContent = filters > 0 ? `Filters (${filters})` : 'Filters';
  document.title = [state.query.trim(), stats?.name ?? 'Pilcrow'].filter(Boolean).join(' – ');
  if (searchKey(state) !== asked) run();
  showDocument();
}

function showDocument() {
  const open = state.document;
  const hit = open && answer?.hits.find((h) => h.document === open.id && h.paragraph === open.paragraph);
  reader.show(open, hit ?? null);
}

/** Asks for what the state says and shows the answer, unless a newer question has come. */
async function run() {
  const shown = state;
  asked = searchKey(shown);
  const slow = setTimeout(() => byId('results').setAttribute('aria-busy', 'true'), SLOW);
  try {
    const got = await search(shown, stats?.facets ?? BUILT_IN, limits);
    if (!got) return;
    answer = got;
    years.show(got.facets.year, stats?.years, state);
    facets.show(got, state);
    drawResults(got, state, stats, actions);
    drawChips(byId('chips'), state, actions);  // with the labels that have come
    byId('live').textContent = isStart(shown) ? '' : capital(totalText(got, shown.view));
    showDocument();
  } catch (error) {
    asked = null;
    drawError(error, shown, actions);
  } finally {
    clearTimeout(slow);
    if (asked === searchKey(shown) || asked === null) byId('results').removeAttribute('aria-busy');
  }
}

/** The box was typed into: one step of the history for a whole stretch of typing. */
function typed() {
  byId('clear').hidden = input.value === '';
  const how = typing ? 'replace' : 'push';
  if (input.value.trim() === state.query.trim()) return;
  typing = true;
  enter({...state, query: input.value.trim() === '' ? '' : input.value, page: 1, document: null}, how);
}
const later = debounce(typed, TYPING_PAUSE);

input.addEventListener('input', () => later());
input.addEventListener('keydown', (event) => {
  if (event.isComposing || suggestions.key(event)) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    byId('results').focus({preventScroll: true});
  }
});
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  later.cancel();
  suggestions.close();
  typed();
  typing = false;
  byId('results').focus({preventScroll: true});
});
byId('clear').addEventListener('click', () => {
  later.cancel();
  go({...state, query: '', page: 1, document: null});
  input.focus();
});
byId('home').addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(emptyState());
  input.focus();
});
byId('sort').addEventListener('change', (event) => go({...state, sort: event.target.value, page: 1}));
byId('view').addEventListener('change', (event) => go({...state, view: event.target.value, page: 1}));
byId('filters-toggle').addEventListener('click', (event) => {
  const open = document.body.classList.toggle('show-filters');
  event.currentTarget.setAttribute('aria-expanded', String(open));
});
addEventListener('popstate', () => {
  typing = false;
  later.cancel();
  state = readState(location.search);
  show();
});

// Colors: as the system says, light, dark.
const THEMES = ['system', 'light', 'dark'];
const themeNow = () => document.documentElement.dataset.theme ?? 'system';
function nameTheme() {
  const text = `Colors: ${themeNow() === 'system' ? 'as the system' : themeNow()}`;
  byId('theme').setAttribute('aria-label', text);
  byId('theme').title = text;
}
byId('theme').addEventListener('click', () => {
  const next = THEMES[(THEMES.indexOf(themeNow()) + 1) % THEMES.length];
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem('pilcrow-theme', next);
  } catch {
    // Not kept, then.
  }
  nameTheme();
});
nameTheme();

// Keys.
byId('help-open').addEventListener('click', () => byId('help').showModal());

/** Moves the focus to the next hit or the one before. */
function step(by) {
  const hits = [...document.querySelectorAll('#hits article')];
  if (hits.length === 0) return;
  const at = hits.indexOf(document.activeElement?.closest('#hits article'));
  const next = at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + by, 0), hits.length - 1);
  hits[next].focus({preventScroll: true});
  hits[next].scrollIntoView({block: 'nearest'});
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector('dialog[open]')) return;
  if (event.target.closest('input:not([type="checkbox"]):not([type="radio"]), select, textarea')) return;
  if (event.key === '/') {
    input.focus();
    input.select();
  } else if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === '?') byId('help').showModal();
  else if (event.key === 'Escape') document.activeElement?.blur();
  else return;
  event.preventDefault();
});

async function begin() {
  try {
    stats = await askStats();
    learnFromStats(stats);
    byId('name').textContent = stats.name;
  } catch {
    stats = null;  // the search says what is wrong
  }
  show();
  if (isStart(state)) input.focus();
}
begin();
