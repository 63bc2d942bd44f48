#!/usr/bin/env bash
# Searches one archive on several servers: makes a set of N shards of the articles in examples/corpus,
# serves each with xapian-tcpsrv on a port of loopback, asks, takes one server away, asks again, and
# stops the others.
#
#   examples/shards.sh [--bin DIR] [--set SET] [--port FIRST] [N [QUERY...]]
#
# --bin   where pilcrow-index and pilcrow-search are (build/demo/examples, or what PATH finds)
# --set   a set that is there (pilcrow-index --shards N SET ...), instead of the articles
# --port  of the first shard; the others have the next ones (7700)
set -euo pipefail

cd "$(dirname "$0")/.."

bin=build/demo/examples
set=''
port=7700
while [ $# -gt 0 ]; do
  case $1 in
    --bin) bin=${2:?--bin needs a folder}; shift ;;
    --set) set=${2:?--set needs a set}; shift ;;
    --port) port=${2:?--port needs a number}; shift ;;
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
    *) break ;;
  esac
  shift
done
count=${1:-4}
if [ $# -gt 0 ]; then shift; fi
if [ $# = 0 ]; then set -- cyber attack --country EE --limit 2; fi

if ! command -v xapian-tcpsrv >/dev/null; then
  echo "xapian-tcpsrv is missing; on Debian and Ubuntu: apt-get install xapian-tools" >&2
  exit 2
fi
if [ -x "$bin/pilcrow-search" ]; then PATH=$(cd "$bin" && pwd):$PATH; fi
if ! command -v pilcrow-search >/dev/null; then
  echo "no pilcrow-search in $bin or on the PATH; examples/demo.sh builds it" >&2
  exit 2
fi

work=$(mktemp -d)
servers=()
cleanup() {
  for server in ${servers[@]+"${servers[@]}"}; do kill "$server" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

if [ -z "$set" ]; then
  set=$work/articles.idx
  pilcrow-index --shards "$count" "$set" examples/corpus --quiet
else
  count=$(find "$set" -maxdepth 1 -name 'shard-*' | wc -l)
fi

# Whether somebody listens at a port.
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

places=()
for ((i = 0; i < count; ++i)); do
  if listens $((port + i)); then
    echo "port $((port + i)) is taken; choose others with --port" >&2
    exit 2
  fi
  # Ended, xapian-tcpsrv ends its process group: it gets one of its own.
  setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port $((port + i)) "$set/shard-$i" 2>>"$work/servers.log" &
  servers+=($!)
  places+=("xapian://127.0.0.1:$((port + i))")
done
for ((i = 0; i < count; ++i)); do
  for ((wait = 0; wait < 100; ++wait)); do
    listens $((port + i)) && break
    sleep 0.1
  done
done

first=${places[0]}
others=()
for place in "${places[@]:1}"; do others+=(--shard "$place"); done

# ask WORDS...: finding nothing (1) is an answer.
ask() {
  local status=0
  printf '\n$ pilcrow-search %s\n\n' "$*"
  pilcrow-search "$@" || status=$?
  if [ $status -gt 1 ]; then printf '(ended with %s)\n' $status; fi
}

echo "$count servers: ${places[*]}"
ask "$first" ${others[@]+"${others[@]}"} "$@"

if [ "$count" -gt 1 ]; then
  printf '\nThe last server is stopped: an error, or with --partial what the others have.\n'
  kill "${servers[-1]}"
  wait "${servers[-1]}" 2>/dev/null || true
  ask "$first" ${others[@]+"${others[@]}"} "$@"
  ask "$first" ${others[@]+"${others[@]}"} --partial "$@"
fi
printf '\nThe servers are stopped.\n'
