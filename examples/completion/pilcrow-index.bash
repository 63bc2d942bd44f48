# bash completion for pilcrow-index

_pilcrow_index() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  local options="--language --tag --tags-from-path --topics --countries --no-builtin-topics
    --jobs --rebuild --prune --optimize --shards --verify --no-sync --lock-wait --dry-run --json --quiet --no-progress
    --help --version"
  if [[ $current == = ]]; then  # --option=value comes as three words
    current=''
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $previous in
    --language)
      mapfile -t COMPREPLY < <(compgen -W "auto en de et fr es it ja lv lt ru" -- "$current")
      return ;;
    --jobs | --shards | --lock-wait | --tags-from-path)
      return ;;
    country | topic | year)  # of --tag
      return ;;
    --tag)
      mapfile -t COMPREPLY < <(compgen -S = -W "country topic year" -- "$current")
      compopt -o nospace
      return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  else
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}

complete -F _pilcrow_index pilcrow-index
