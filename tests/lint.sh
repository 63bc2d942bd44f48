#!/usr/bin/env bash
# Checks what a compiler does not: layout, clang-tidy, cppcheck, and the rules that the tree sets itself.
#
#   tests/lint.sh [--build DIR] [--changed [COMMIT]] [--no-tidy | --rules] [--jobs N]
#
# --build    the build folder with compile_commands.json (build/dev)
# --changed  clang-tidy only for files that differ from COMMIT (main)
# --no-tidy  everything but clang-tidy and cppcheck, which take minutes
# --rules    the rules of the tree alone, which need no tool of a certain version
# Tools that are not installed are named and left out.
set -uo pipefail

cd "$(dirname "$0")/.."

build=build/dev
changed=''
layout=yes
tidy=yes
jobs=$(nproc)
while [ $# -gt 0 ]; do
  case $1 in
    --build) build=${2:?--build needs a folder}; shift ;;
    --changed) changed=main; if [[ ${2:-} && ${2:-} != --* ]]; then changed=$2; shift; fi ;;
    --no-tidy) tidy=no ;;
    --rules) layout=no; tidy=no ;;
    --jobs) jobs=${2:?--jobs needs a number}; shift ;;
    -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
  shift
done

failed=0
# check NAME COMMAND...: the command prints what is wrong and returns 1.
check() {
  local name=$1 out
  shift
  if out=$("$@" 2>&1); then
    echo "ok      $name"
  else
    printf 'FAILED  %s\n%s\n' "$name" "$out"
    failed=1
  fi
}

# The files of the project: those git knows, or all but builds where there is no git. Deleted files
# that git still lists are left out.
tracked() {
  { git ls-files --cached --others --exclude-standard 2>/dev/null ||
    find . -type f -not -path './build*' -printf '%P\n'; } | while read -r file; do
    [ -f "$file" ] && echo "$file"
  done
}
sources() { tracked | grep -E '\.(cc|h)$' | grep -v '^tests/package/consumer/' || true; }

# No output is good output.
nothing() { local out; out=$("$@"); if [ -n "$out" ]; then echo "$out"; return 1; fi; }

# The names suffice: clang-format -i mends them.
formatted() {
  local file status=0
  for file in $(sources); do
    if ! clang-format --dry-run -Werror "$file" >/dev/null 2>&1; then
      echo "  clang-format -i $file"
      status=1
    fi
  done
  return $status
}

headers_compile_alone() {
  local status=0 header
  for header in include/pilcrow/*.h; do
    ${CXX:-c++} -std=c++20 -Iinclude -Wall -Wextra -Wpedantic -fsyntax-only -x c++ "$header" \
      -Wno-pragma-once-outside-header || status=1
  done
  return $status
}

engine_in_headers() { grep -niE '(xapian::|<xapian|unicode/|nlohmann|yaml-cpp)' include/pilcrow/*.h; }

# Written in pieces, or this file would find itself.
machine_paths() {
  local pattern="/(wo""rk|fa""rm|ro""ot)/|/ho""me/[a-z]|/tmp/ba""sh_jobs"
  tracked | grep -vE '^LICENSE$' | tr '\n' '\0' | xargs -0 grep -nIE "$pattern"
}

# The way of the data: a stage includes nothing of the stages behind it.
stage_order() {
  local stages=(text read split tag analyze index search) i j
  for ((i = 0; i < ${#stages[@]}; i++)); do
    for ((j = i + 1; j < ${#stages[@]}; j++)); do
      grep -rnE "#include \"${stages[j]}/" "lib/${stages[i]}" --include='*.cc' --include='*.h'
    done
  done
}

top_level() {
  tracked | cut -d/ -f1 | sort -u | grep -vE \
    '^(CMakeLists\.txt|CMakePresets\.json|lib|include|examples|bench|tests|README\.md|LICENSE|CHANGELOG\.md|\..*)$'
}

globbed_sources() { tracked | grep -E 'CMakeLists\.txt$|\.cmake$' | xargs -r grep -nE 'file\s*\(\s*GLOB'; }

shell_scripts() { tracked | grep -E '\.sh$|^\.ci/run$' | xargs -r -n1 bash -n; }

mistakes_by_cppcheck() {
  cppcheck --quiet --std=c++20 --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppressions-list=tests/cppcheck.txt --error-exitcode=1 -j "$jobs" \
    -I lib -I include -I examples lib examples
}

clang_tidy() {
  local files
  if [ -n "$changed" ]; then
    files=$({ git diff --name-only "$changed"; git ls-files --others --exclude-standard; } | sort -u)
    # A changed header is checked through the source beside it.
    files=$(for f in $files; do echo "$f"; echo "${f%.h}.cc"; done | sort -u)
  else
    files=$(sources)
  fi
  files=$(for f in $files; do
    [ -f "$f" ] && [[ $f == *.cc ]] && grep -qF "/$f\"" "$build/compile_commands.json" && echo "$f"
  done)
  [ -z "$files" ] && return 0
  echo "$files" | xargs -P "$jobs" -n 1 clang-tidy --quiet -p "$build" \
    --extra-arg=-Wno-unknown-warning-option 2>/dev/null
}

if [ $layout = yes ]; then
  if command -v clang-format >/dev/null; then
    check "layout (clang-format)" formatted
  else
    echo "skipped layout: clang-format is not installed"
  fi
fi
check "every public header compiles alone" headers_compile_alone
check "no public header names the engine or another dependency" nothing engine_in_headers
check "no path of a machine in the tree" nothing machine_paths
check "no stage includes a later one" nothing stage_order
check "the top level holds what it should" nothing top_level
check "sources are listed, not globbed" nothing globbed_sources
check "shell scripts parse" shell_scripts
if [ $tidy = yes ]; then
  if command -v cppcheck >/dev/null; then
    check "cppcheck" mistakes_by_cppcheck
  else
    echo "skipped cppcheck: it is not installed"
  fi
  if ! command -v clang-tidy >/dev/null; then
    echo "skipped clang-tidy: it is not installed"
  elif [ ! -f "$build/compile_commands.json" ]; then
    echo "FAILED  clang-tidy: $build has no compile_commands.json; configure first (cmake --preset dev)"
    failed=1
  else
    # Where several files are compiled at once, the commands are of those only.
    if grep -qs '^PILCROW_UNITY:BOOL=ON' "$build/CMakeCache.txt"; then
      cmake -S . -B "$build/lint" -DPILCROW_UNITY=OFF >"$build/lint.log" 2>&1 || tail -20 "$build/lint.log"
      build=$build/lint
    fi
    check "clang-tidy" clang_tidy
  fi
fi
exit $failed
