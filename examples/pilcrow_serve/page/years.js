// Years of publication as a histogram: drag over it, or use the two handles or the two boxes.

import {byId, compact, counted, el, fill} from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const MOST_BARS = 120;
const KEY_PAUSE = 250;

/** "1990..2000", "2020..", "2004" → [from, to] with open ends at those of the axis. */
function parseRange(text, axis) {
  const [from, to] = text.includes('..') ? text.split('..') : [text, text];
  const number = (digits, otherwise) => (/^\d{1,4}$/.test(digits) ? Number(digits) : otherwise);
  return [number(from, axis.first), number(to, axis.last)];
}

/** The years chosen by the state, or null. Several ranges are shown as the one that spans them. */
function chosenYears(state, axis) {
  const values = state.where.year ?? [];
  if (values.length === 0) return null;
  const ranges = values.map((value) => parseRange(value, axis));
  return [Math.min(...ranges.map((r) => r[0])), Math.max(...ranges.map((r) => r[1]))];
}

export class Years {
  /** `choose(values)` is called with the new values of the facet year. */
  constructor(root, choose) {
    this.root = root;
    this.choose = choose;
    this.axis = null;   // {first, last, step, bars}
    this.range = null;  // chosen [from, to], or null
    this.build();
  }

  build() {
    this.svg = document.createElementNS(SVG, 'svg');
    this.svg.setAttribute('preserveAspectRatio', 'none');
    this.svg.setAttribute('aria-hidden', 'true');
    this.handles = ['From', 'To'].map((name, end) => el('div', {
      class: 'handle', role: 'slider', tabindex: '0', 'aria-label': `${name} year`, 'aria-orientation': 'horizontal',
      id: `year-handle-${end}`, onkeydown: (event) => this.key(event, end)}));
    this.shade = el('div', {class: 'shade'});
    this.tip = el('output', {class: 'tip', 'aria-hidden': 'true'});
    this.track = el('div', {class: 'track', onpointerdown: (e) => this.down(e), onpointermove: (e) => this.move(e),
      onpointerup: (e) => this.up(e), onpointercancel: () => this.cancel(), onpointerleave: () => this.hover(null)},
      this.svg, this.shade, this.handles, this.tip);
    const box = (name) => el('input', {type: 'text', inputmode: 'numeric', maxlength: '4', size: '4', 'aria-label': `${name} year`,
      onchange: () => this.typed()});
    this.boxes = [box('First'), box('Last')];
    this.all = el('button', {type: 'button', class: 'link', onclick: () => this.choose([])}, 'all years');
    this.missing = el('p', {class: 'rest'});
    fill(this.root, el('section', {class: 'facet years', 'aria-labelledby': 'years-title'},
      el('h2', {id: 'years-title'}, 'Year'), this.track,
      el('div', {class: 'ends'}, this.boxes[0], el('span', {'aria-hidden': 'true'}, '–'), this.boxes[1], this.all),
      this.missing));
    this.root.hidden = true;
  }

  /** Shows the counts of facet year over the years of the whole index. */
  show(facet, span, state) {
    this.root.hidden = !span || !facet || (facet.distinct === 0 && !state.where.year);
    if (this.root.hidden) return;
    const unit = state.view === 'documents' ? 'documents' : 'paragraphs';
    this.unit = unit.slice(0, -1);
    const first = span.first;
    const last = span.last;
    const step = Math.ceil((last - first + 1) / MOST_BARS);
    const bars = new Array(Math.ceil((last - first + 1) / step)).fill(0);
    for (const value of facet.values) {
      const year = Number(value.value);
      if (year >= first && year <= last) bars[Math.floor((year - first) / step)] += value[unit];
    }
    this.axis = {first, last, step, bars};
    this.missing.textContent =
      facet.missing[unit] > 0 ? `${counted(facet.missing[unit], this.unit)} without a date` : '';
    this.range = chosenYears(state, this.axis);
    this.draw();
  }

  draw() {
    const {bars} = this.axis;
    const most = Math.max(...bars, 1);
    this.svg.setAttribute('viewBox', `0 0 ${bars.length} 100`);
    fill(this.svg, ...bars.map((number, i) => {
      const bar = document.createElementNS(SVG, 'rect');
      const height = number === 0 ? 0 : Math.max(2, (number / most) * 100);
      bar.setAttribute('x', i + 0.08);
      bar.setAttribute('width', 0.84);
      bar.setAttribute('y', 100 - height);
      bar.setAttribute('height', height);
      return bar;
    }));
    this.mark(this.range);
  }

  /** Shows a range as chosen, whether it is already or about to be. */
  mark(range) {
    const {first, last, step, bars} = this.axis;
    const [from, to] = range ?? [first, last];
    const begin = Math.floor((Math.max(from, first) - first) / step);
    const end = Math.floor((Math.min(to, last) - first) / step);
    [...this.svg.children].forEach((bar, i) => bar.classList.toggle('out', i < begin || i > end));
    const percent = (i) => `${(i / bars.length) * 100}%`;
    this.shade.hidden = !range;
    this.shade.style.left = percent(begin);
    this.shade.style.width = percent(end - begin + 1);
    [percent(begin), percent(end + 1)].forEach((left, i) => { this.handles[i].style.left = left; });
    [from, to].forEach((year, i) => {
      const handle = this.handles[i];
      handle.setAttribute('aria-valuemin', i === 0 ? first : from);
      handle.setAttribute('aria-valuemax', i === 0 ? to : last);
      handle.setAttribute('aria-valuenow', year);
      handle.setAttribute('aria-valuetext', String(year));
      this.boxes[i].value = year;
    });
    this.all.hidden = !range;
  }

  commit([from, to]) {
    const {first, last} = this.axis;
    const low = Math.max(Math.min(from, to), first);
    const high = Math.min(Math.max(from, to), last);
    if (low <= first && high >= last) this.choose([]);
    else this.choose([low === high ? String(low) : `${low}..${high}`]);
  }

  /** The years of the bar below the pointer: [first, last]. */
  yearsAt(event) {
    const box = this.track.getBoundingClientRect();
    const {first, last, step, bars} = this.axis;
    const bar = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    const from = first + Math.min(Math.max(bar, 0), bars.length - 1) * step;
    return [from, Math.min(from + step - 1, last)];
  }

  down(event) {
    if (!this.axis || event.button !== 0) return;
    const [from, to] = this.range ?? [this.axis.first, this.axis.last];
    const handle = this.handles.indexOf(event.target);
    this.drag = {anchor: handle === 0 ? [to, to] : handle === 1 ? [from, from] : this.yearsAt(event), now: null};
    this.track.setPointerCapture(event.pointerId);
    if (handle < 0) this.move(event);
    event.preventDefault();
  }

  move(event) {
    if (!this.axis) return;
    this.hover(event);
    if (!this.drag) return;
    const here = this.yearsAt(event);
    this.drag.now = [Math.min(this.drag.anchor[0], here[0]), Math.max(this.drag.anchor[1], here[1])];
    this.mark(this.drag.now);
  }

  up() {
    const range = this.drag?.now;
    this.drag = null;
    if (!range) return;
    const same = this.range && this.range[0] === range[0] && this.range[1] === range[1];
    if (same && range[0] === range[1]) this.choose([]);  // a second click on a year lets it go
    else this.commit(range);
  }

  cancel() {
    this.drag = null;
    this.mark(this.range);
  }

  hover(event) {
    this.tip.hidden = !event;
    if (!event) return;
    const [from, to] = this.yearsAt(event);
    const number = this.axis.bars[Math.floor((from - this.axis.first) / this.axis.step)];
    const what = from === to ? String(from) : `${from}–${to}`;
    const name = number === 1 ? this.unit : `${this.unit}s`;
    this.tip.textContent = this.drag?.now
      ? `${this.drag.now[0]}–${this.drag.now[1]}` : `${what}: ${compact(number)} ${name}`;
    const share = (from - this.axis.first) / (this.axis.last - this.axis.first || 1);
    this.tip.style.left = `${share * 100}%`;
    this.tip.style.transform = `translateX(-${share * 100}%)`;
  }

  key(event, end) {
    const {first, last, step} = this.axis;
    const steps = {ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageUp: 10 * step, PageDown: -10 * step};
    const range = [...(this.pending ?? this.range ?? [first, last])];
    if (event.key in steps) range[end] += steps[event.key];
    else if (event.key === 'Home') range[end] = end === 0 ? first : range[0];
    else if (event.key === 'End') range[end] = end === 0 ? range[1] : last;
    else return;
    event.preventDefault();
    range[0] = end === 0 ? Math.min(Math.max(range[0], first), range[1]) : range[0];
    range[1] = end === 1 ? Math.max(Math.min(range[1], last), range[0]) : range[1];
    this.pending = range;
    this.mark(range);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.pending = null;
      this.commit(range);
    }, KEY_PAUSE);
  }

  typed() {
    const {first, last} = this.axis;
    const [from, to] = this.boxes.map((box, i) => {
      const year = Number.parseInt(box.value, 10);
      return Number.isFinite(year) ? year : [first, last][i];
    });
    this.commit([from, to]);
  }
}

export const yearsRoot = () => byId('years');
