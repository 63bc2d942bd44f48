// The facets beside the results: values to tick (several of one facet are alternatives) or exclude.

import {compact, count, counted, debounce, el, fill} from './dom.js';
import {labelOf, learnValues, pluralOf, titleOf} from './labels.js';

const FIRST = 8;
const MORE = [FIRST, 40, 200, 1000];
const FIND_PAUSE = 120;

/** One facet: its title and search box stay, its list is drawn anew with every answer. */
class Facet {
  constructor(name, actions) {
    this.name = name;
    this.actions = actions;
    this.found = null;  // values that the box found, or null
    const id = `facet-${name}`;
    this.list = el('ul', {class: 'values', 'aria-labelledby': id});
    this.rest = el('p', {class: 'rest'});
    this.more = el('button', {type: 'button', class: 'link', onclick: () => this.widen()}, 'more');
    this.box = el('input', {type: 'search', class: 'find', placeholder: `Find ${pluralOf(name)}`, 'aria-label': `Find ${pluralOf(name)}`,
      spellcheck: 'false', oninput: debounce(() => this.find(), FIND_PAUSE),
      onkeydown: (event) => { if (event.key === 'Escape' && this.box.value) this.forget(event); }});
    this.element = el('section', {class: 'facet', 'aria-labelledby': id},
      el('h2', {id}, titleOf(name)), this.box, this.list, this.more, this.rest);
  }

  show(counts, state) {
    this.counts = counts;
    this.state = state;
    learnValues(this.name, counts.values);
    this.element.hidden = !this.found && counts.distinct === 0 && this.listed('paragraphs').length === 0;
    this.box.hidden = counts.distinct <= FIRST && !this.box.value;
    if (this.found) this.find();
    this.draw();
  }

  draw() {
    const unit = this.state.view === 'documents' ? 'documents' : 'paragraphs';
    const key = document.activeElement?.dataset?.key;
    const values = this.found ?? this.listed(unit);
    const most = Math.max(1, ...values.map((value) => value[unit]));
    fill(this.list, values.map((value) => this.row(value, value[unit], most)));
    if (key) this.list.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    if (this.found && values.length === 0) fill(this.list, el('li', {class: 'rest'}, 'none'));
    this.more.hidden = Boolean(this.found) || this.counts.distinct <= values.length ||
      (this.actions.limits[this.name] ?? FIRST) >= MORE.at(-1);
    this.more.textContent = `more of ${count(this.counts.distinct)} ${pluralOf(this.name)}`;
    const missing = this.counts.missing[unit];
    this.rest.textContent = missing > 0 && !this.found ? `${counted(missing, unit.slice(0, -1))} without one` : '';
  }

  /** The values to list: the most frequent ones, and whatever is chosen. */
  listed(unit) {
    const limit = this.actions.limits[this.name] ?? FIRST;
    const excluded = this.state.exclude[this.name] ?? [];
    const values = [...this.counts.values];
    if (unit === 'documents') values.sort((a, b) => b.documents - a.documents);
    const listed = values.filter((value, i) => i < limit || value.selected || excluded.includes(value.value));
    const hidden = excluded.filter((value) => !listed.some((other) => other.value === value));
    // What is excluded occurs nowhere and so is not counted; the way back is shown all the same.
    return [...listed, ...hidden.map((value) => ({value, label: labelOf(this.name, value), paragraphs: 0, documents: 0}))];
  }

  row(value, number, most) {
    const excluded = (this.state.exclude[this.name] ?? []).includes(value.value);
    const ticked = !excluded && (value.selected || (this.state.where[this.name] ?? []).includes(value.value));
    const label = value.label || value.value;
    const key = `${this.name}=${value.value}`;
    const box = el('input', {type: 'checkbox', 'data-key': key, '.checked': ticked, onchange: () => this.tick(value, ticked)});
    const bar = el('span', {class: 'share', 'aria-hidden': 'true'});
    bar.style.width = `${(number / most) * 100}%`;
    return el('li', {class: excluded ? 'excluded' : number === 0 ? 'none' : null},
      el('label', {title: label === value.value ? null : `${label} (${value.value})`}, box,
        el('span', {class: 'name', dir: 'auto'}, label), el('span', {class: 'number'}, excluded ? 'excluded' : compact(number)), bar),
      el('button', {type: 'button', class: 'not', 'data-key': `-${key}`, 'aria-pressed': String(excluded),
        'aria-label': `Exclude ${label}`, title: excluded ? `No longer exclude ${label}` : `Exclude ${label}`,
        onclick: () => this.actions.toggle('exclude', this.name, value.value)}, '−'));
  }

  /** A tick that came from a group or another spelling is taken apart into values. */
  tick(value, ticked) {
    const chosen = this.state.where[this.name] ?? [];
    if (ticked && !chosen.includes(value.value)) {
      const selected = this.counts.values.filter((v) => v.selected).map((v) => v.value);
      this.actions.set(this.name, selected.filter((v) => v !== value.value));
    } else {
      this.actions.toggle('where', this.name, value.value);
    }
  }

  widen() {
    const now = this.actions.limits[this.name] ?? FIRST;
    this.actions.widen(this.name, MORE.find((limit) => limit > now) ?? now);
  }

  async find() {
    const prefix = this.box.value.trim();
    if (!prefix) {
      this.found = null;
      this.draw();
      return;
    }
    const answer = await this.actions.find(this.name, prefix);
    if (!answer || this.box.value.trim() !== prefix) return;
    learnValues(this.name, answer.values);
    this.found = answer.values;
    this.draw();
  }

  forget(event) {
    event.preventDefault();
    event.stopPropagation();
    this.box.value = '';
    this.find();
  }
}

export class Facets {
  /** `actions`: limits, toggle(kind, facet, value), set(facet, values), widen(facet, limit), find(facet, prefix). */
  constructor(root, actions) {
    this.root = root;
    this.actions = actions;
    this.facets = new Map();
  }

  show(answer, state) {
    for (const [name, counts] of Object.entries(answer.facets)) {
      if (name === 'year') continue;
      if (!this.facets.has(name)) {
        this.facets.set(name, new Facet(name, this.actions));
        this.root.append(this.facets.get(name).element);
      }
      this.facets.get(name).show(counts, state);
    }
  }
}

/** The filters in force, each with a button that takes it away. */
export function drawChips(root, state, actions) {
  const chips = [];
  for (const [kind, sign] of [['where', ''], ['exclude', 'not ']]) {
    for (const [facet, values] of Object.entries(state[kind])) {
      for (const value of values) {
        const label = labelOf(facet, value).replace('..', '–');
        chips.push(el('li', {class: kind},
          el('button', {type: 'button', 'aria-label': `Remove the filter: ${sign}${titleOf(facet)} ${label}`,
            onclick: () => actions.toggle(kind, facet, value)},
            el('span', {class: 'facet-name'}, `${sign}${titleOf(facet)} `), el('bdi', {}, label), el('span', {'aria-hidden': 'true'}, ' ×'))));
      }
    }
  }
  const filters = chips.length;
  if (filters > 1) {
    chips.push(el('li', {}, el('button', {type: 'button', class: 'link', onclick: actions.clear}, 'remove all')));
  }
  fill(root, chips);
  root.hidden = filters === 0;
  return filters;
}
