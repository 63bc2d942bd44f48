# bash completion for pilcrow-serve

_pilcrow_serve() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  if [[ $current == = ]]; then  # --option=value comes as three words
    current=''
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $previous in
    --host)
      mapfile -t COMPREPLY < <(compgen -W "127.0.0.1 0.0.0.0 ::1 ::" -- "$current")
      return ;;
    --port | --allow-host | --shard-timeout) return ;;
  esac
  if [[ $current == -* ]]; then
    local options="--host --port --allow-host --shard --shard-timeout --partial --log --help --version"
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  else
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$current")
  fi
}

complete -F _pilcrow_serve pilcrow-serve
