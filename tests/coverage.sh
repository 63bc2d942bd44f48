#!/usr/bin/env bash
# Which lines of the library the tests run: a build with gcov, the tests, a table by folder.
#
#   tests/coverage.sh [--build DIR] [--report-only] [--targets "NAME..."] [--uncovered] [CTEST_ARGUMENT...]
#
# --build        where to build (build/coverage)
# --targets      the test programs to build (all), e.g. "index_tests trust_tests"
# --report-only  no build and no tests: the table of what was run before
# --uncovered    names the lines as well
# Everything else goes to ctest, e.g. -R "^(index|trust):".
set -euo pipefail

cd "$(dirname "$0")/.."

build=build/coverage
targets=''
run=yes
failed=0
report=()
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --build) build=${2:?--build needs a folder}; shift ;;
    --targets) targets=${2:?--targets needs names}; shift ;;
    --report-only) run=no ;;
    --uncovered) report+=(--uncovered) ;;
    -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

if [ $run = yes ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DPILCROW_DEVELOPER=ON -DPILCROW_UNITY=ON \
    "-DCMAKE_CXX_FLAGS=--coverage -fprofile-update=atomic" >"$build.log" 2>&1 ||
    { tail -20 "$build.log"; exit 1; }
  # shellcheck disable=SC2086
  cmake --build "$build" --target ${targets:-all}
  find "$build" -name '*.gcda' -delete
  # Bounds of time are for builds that optimize: what fails is named, and the table comes anyway.
  ctest --test-dir "$build" --output-on-failure ${arguments[@]+"${arguments[@]}"} || failed=1
fi
python3 tests/coverage.py "$build" ${report[@]+"${report[@]}"}
exit $failed
