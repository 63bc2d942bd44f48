# bash completion for pilcrow-search

_pilcrow_search() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  local options="--country --topic --year --about --facet --exclude --match --limit --offset --sort
    --per-document --documents --count-limit --synonyms --context --facets --facet-limit
    --facet-sort --histogram --labels --expand --recency --plain-ranking --full --document --json --jsonl
    --queries --format --run-name --shard --shard-timeout --partial --color --width --explain --help --version"
  local choices=""
  case $previous in
    --match) choices="auto all any" ;;
    --sort) choices="relevance newest oldest" ;;
    --facet-sort) choices="count value" ;;
    --format) choices="trec jsonl" ;;
    --color) choices="auto always never" ;;
    --facets) choices="country topic year about" ;;
    --country | --topic | --year | --about | --limit | --offset | --per-document | --context | \
      --facet-limit | --recency | --run-name | --width | --count-limit | --histogram | --labels | --document | \
      --shard-timeout)
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
