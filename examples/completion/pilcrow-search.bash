# bash completion for pilcrow-search

# The values of a facet in the index of the command line, one a line.
_pilcrow_search_values() {
  local facet=$1 word
  for word in "${COMP_WORDS[@]:1}"; do
    if [[ $word != -* && -e ${word/#\~\//$HOME/} ]]; then
      "${COMP_WORDS[0]}" "${word/#\~\//$HOME/}" --facets="$facet" --facet-limit 500 --limit 0 --json \
        2>/dev/null | grep -o '"value":"[^"\\]*"' | cut -d '"' -f 4
      return
    fi
  done
}

# Offers those of the lines on standard input that begin as typed, quoted where that is needed.
_pilcrow_search_offer() {
  local value
  while IFS= read -r value; do
    if [[ ${value,,} == "${1,,}"* ]]; then COMPREPLY+=("$(printf '%q' "$value")"); fi
  done
}

_pilcrow_search() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  local options="--country --topic --year --about --facet --exclude --match --limit --offset --sort
    --per-document --documents --count-limit --synonyms --context --facets --facet-limit
    --facet-sort --histogram --labels --expand --recency --plain-ranking --full --document --json --jsonl
    --queries --format --run-name --shard --shard-timeout --partial --color --width --explain --help --version"
  local choices=""
  # --option=value and NAME=VALUE come as three words.
  if [[ $current == = ]]; then
    current='' previous+='='
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}=
  fi
  local option=${previous%=}
  if [[ $previous == @(country|topic|year|about)= ]]; then option=--$option; fi
  case $option in
    --match) choices="auto all any" ;;
    --sort) choices="relevance newest oldest" ;;
    --facet-sort) choices="count value" ;;
    --format) choices="trec jsonl" ;;
    --color) choices="auto always never" ;;
    --facets) choices="country topic year about" ;;
    --country | --topic | --year | --about)
      _pilcrow_search_offer "$current" < <(_pilcrow_search_values "${option#--}")
      return ;;
    --limit | --offset | --per-document | --context | --facet-limit | --recency | --run-name | --width | \
      --count-limit | --histogram | --labels | --document | --shard-timeout)
      return ;;
    --facet | --exclude)
      mapfile -t COMPREPLY < <(compgen -S = -W "country topic year about" -- "$current")
      compopt -o nospace
      return ;;
  esac
  if [[ -n $choices ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  else
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}

complete -F _pilcrow_search pilcrow-search
