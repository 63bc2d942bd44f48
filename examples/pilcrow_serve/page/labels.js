// The names of facets and of their values, for people.

import {capital} from './dom.js';

const known = new Map();

const learnOne = (facet, value, label) => {
  if (!known.has(facet)) known.set(facet, new Map());
  known.get(facet).set(value, label);
};

/** From /api/stats. */
export function learnFromStats(stats) {
  for (const facet of stats.facets) {
    for (const [value, label] of Object.entries(facet.labels)) learnOne(facet.name, value, label);
  }
}

/** From the listed values of an answer. */
export function learnValues(facet, values) {
  for (const {value, label} of values) learnOne(facet, value, label);
}

export const labelOf = (facet, value) => known.get(facet)?.get(value) ?? value;

const TITLES = {country: 'Country', topic: 'Topic', year: 'Year', about: 'Years in the text'};

/** "about" → "Years in the text". */
export const titleOf = (facet) => TITLES[facet] ?? capital(facet.replaceAll(/[-_]/g, ' '));

const PLURALS = {country: 'countries', topic: 'topics', year: 'years', about: 'years in the text'};

export const pluralOf = (facet) => PLURALS[facet] ?? `values of ${titleOf(facet)}`;
