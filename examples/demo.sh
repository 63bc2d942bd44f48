#!/usr/bin/env bash
# Shows Pilcrow at work: builds it, indexes the articles in examples/corpus and asks three questions.
# Installs what is missing on Debian and Ubuntu. All it writes is below build/demo.
set -euo pipefail

cd "$(dirname "$0")/.."
source tests/setup.sh

index=build/demo/corpus.idx
bin=build/demo/examples
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
  bold='' dim='' plain=''
fi

say() { printf '%s%s%s\n' "$bold" "$1" "$plain"; }

# Explains a question, shows the command as one would type it, and runs it. Finding nothing (1) is an
# answer; every other status ends the demo.
ask() {
  local status=0 question=$1 argument shown='pilcrow-search corpus.idx'
  shift
  for argument in "$@"; do
    case $argument in
      *[\ \"]*) shown+=" '$argument'" ;;
      *) shown+=" $argument" ;;
    esac
  done
  printf '\n'
  say "$question"
  printf '%s$ %s%s\n\n' "$dim" "$shown" "$plain"
  "$bin/pilcrow-search" "$index" "$@" || status=$?
  if [ $status -gt 1 ]; then exit $status; fi
}

mkdir -p build/demo
pilcrow_setup programs

say "Building the programs (a minute or two the first time) ..."
pilcrow_quietly build/demo/configure.log cmake --preset demo
targets=(pilcrow-index pilcrow-search)
serve=''
if grep -q 'build pilcrow-serve:' build/demo/build.ninja; then
  targets+=(pilcrow-serve)
  serve="
  $bin/pilcrow-serve $index   the same in a browser: facets to tick, years to drag over"
fi
pilcrow_quietly build/demo/build.log cmake --build --preset demo --target "${targets[@]}"
built=$(pilcrow_elapsed)

say "Indexing examples/corpus ..."
"$bin/pilcrow-index" --rebuild "$index" examples/corpus

ask "1. A phrase, in any of its forms, in paragraphs that mention Estonia:" \
  '"cyber attack"' --country EE --limit 3
ask "2. What comes up around grids and gas: countries, topics and years, counted over all matches:" \
  'grid OR gas OR pipeline' --facets --facet-limit 6 --limit 2
ask "3. The climate, as written about from 2015 to 2024, oldest first:" \
  climate --year 2015..2024 --sort oldest --limit 3

printf '\n'
say "That was Pilcrow: built after $built, all done after $(pilcrow_elapsed)."
cat <<END

Next:$serve
  $bin/pilcrow-index my.idx FOLDER     index a folder of yours
  $bin/pilcrow-search my.idx 'QUERY'   search it; --help shows what a query can say
  examples/quickstart.cc, README.md                        the library, in twenty lines and in full
END
