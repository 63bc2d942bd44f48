// Suggestions below the search box: words of the index that begin as typed, and facet values to
// restrict to. A combobox as the ARIA practices describe it: the focus stays in the box.

import {suggest} from './api.js';
import {compact, debounce, el, fill} from './dom.js';
import {titleOf} from './labels.js';

const PAUSE = 60;
const SHORTEST = 2;
const SHOWN = 8;

const commonBeginning = (a, b) => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) ++length;
  return length;
};

/** Whether a search for one word finds the other: as many paragraphs, and most of the letters. */
const sameWord = (a, b) => a.kind === 'word' && b.kind === 'word' && a.paragraphs === b.paragraphs &&
  4 * commonBeginning(a.text.toLowerCase(), b.text.toLowerCase()) >= 3 * Math.min(a.text.length, b.text.length);

/** Of the forms of one word the most frequent, which comes first. */
function withoutOtherForms(items) {
  const groups = [];
  for (const item of items) {
    const group = groups.find((forms) => forms.some((form) => sameWord(form, item)));
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups.map(([first]) => first);
}

/** The word at the caret, which is what is being typed; null where nothing can be completed. */
function wordAt(input) {
  if (input.selectionStart !== input.selectionEnd) return null;
  const before = input.value.slice(0, input.selectionStart);
  const after = input.value.slice(input.selectionStart);
  if (/^[\p{L}\p{N}]/u.test(after)) return null;  // in the middle of a word
  const word = /[\p{L}\p{M}\p{N}'’-]+$/u.exec(before)?.[0].replace(/^[-'’]+/, '') ?? '';
  return word.length >= SHORTEST ? {word, begin: before.length - word.length, end: before.length} : null;
}

export class Suggestions {
  /** `typed()` after every change; `restrict(facet, value)` where a facet value is chosen. */
  constructor(input, list, {typed, restrict}) {
    Object.assign(this, {input, list, typed, restrict});
    this.active = -1;
    this.items = [];
    this.ask = debounce(() => this.fetch(), PAUSE);
    input.addEventListener('input', () => this.ask());
    input.addEventListener('blur', () => this.close());
    list.addEventListener('pointerdown', (event) => event.preventDefault());  // the box keeps the focus
  }

  async fetch() {
    const place = wordAt(this.input);
    if (!place || document.activeElement !== this.input) return this.close();
    let answer;
    try {
      answer = await suggest(place.word);
    } catch {
      return this.close();  // the search itself says what is wrong
    }
    if (!answer) return undefined;
    if (wordAt(this.input)?.word !== place.word || document.activeElement !== this.input) return this.close();
    const typed = place.word.toLowerCase();
    this.place = place;
    this.items = withoutOtherForms(answer.suggestions)
      .filter((item) => item.kind !== 'word' || item.text.toLowerCase() !== typed).slice(0, SHOWN);
    return this.draw();
  }

  draw() {
    if (this.items.length === 0) return this.close();
    this.active = -1;
    fill(this.list, this.items.map((item, i) => el('li', {role: 'option', id: `suggestion-${i}`, 'aria-selected': 'false',
      class: item.kind, onclick: () => this.choose(i)},
      el('span', {class: 'what', dir: 'auto'}, item.text),
      el('span', {class: 'kind'}, item.kind === 'word' ? '' : titleOf(item.facet)),
      el('span', {class: 'number'}, compact(item.paragraphs)))));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.input.removeAttribute('aria-activedescendant');
    return undefined;
  }

  get open() {
    return !this.list.hidden;
  }

  close() {
    this.ask.cancel();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  move(by) {
    const number = this.items.length;
    this.active = ((this.active + 1 + by + number + 1) % (number + 1)) - 1;  // -1: what was typed
    [...this.list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === this.active)));
    if (this.active < 0) this.input.removeAttribute('aria-activedescendant');
    else {
      this.input.setAttribute('aria-activedescendant', `suggestion-${this.active}`);
      this.list.children[this.active].scrollIntoView({block: 'nearest'});
    }
  }

  choose(i) {
    const item = this.items[i];
    const {begin, end} = this.place;
    const rest = this.input.value;
    const insert = item.kind === 'word' ? `${item.text} ` : '';
    this.input.value = (rest.slice(0, begin) + insert + rest.slice(end).trimStart()).replace(/\s+$/, insert ? ' ' : '');
    const caret = begin + insert.length;
    this.input.setSelectionRange(caret, caret);
    this.close();
    if (item.kind === 'word') this.typed();
    else this.restrict(item.facet, item.value);
  }

  /** True where a key was meant for the suggestions. */
  key(event) {
    if (!this.open) return false;
    if (event.key === 'ArrowDown') this.move(1);
    else if (event.key === 'ArrowUp') this.move(-1);
    else if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && this.active >= 0) this.choose(this.active);
    else return false;
    event.preventDefault();
    return true;
  }
}
