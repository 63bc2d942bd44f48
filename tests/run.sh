#!/usr/bin/env bash
# Builds Pilcrow with its tests and runs them; installs what is missing on Debian and Ubuntu.
#
#   tests/run.sh [--preset dev|release|asan|tsan] [--jobs N] [--quick] [CTEST_ARGUMENT...]
#
# --quick leaves out the tests that build and install the library anew (label slow). Everything else
# goes to ctest, e.g. -R "search:".
set -euo pipefail

cd "$(dirname "$0")/.."
source tests/setup.sh

preset=dev
jobs=2
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --preset) preset=${2:?--preset needs a name}; shift ;;
    --preset=*) preset=${1#*=} ;;
    --jobs) jobs=${2:?--jobs needs a number}; shift ;;
    --jobs=*) jobs=${1#*=} ;;
    --quick) arguments+=(--label-exclude slow) ;;
    -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

mkdir -p build
pilcrow_setup tests

echo "Configuring (preset $preset) ..."
pilcrow_quietly "build/$preset-configure.log" cmake --preset "$preset"
grep -h 'Pilcrow [0-9]' "build/$preset-configure.log" | sed 's/^-- //' || true
echo "Building ..."
pilcrow_quietly "build/$preset-build.log" cmake --build --preset "$preset" --parallel "$jobs"
echo "Built after $(pilcrow_elapsed). Testing ..."

status=0
ctest --preset "$preset" --parallel "$jobs" --progress ${arguments[@]+"${arguments[@]}"} || status=$?
echo "Tests with preset $preset: $(pilcrow_elapsed) from start to end."
exit $status
