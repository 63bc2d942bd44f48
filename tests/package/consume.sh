#!/usr/bin/env bash
# One step of the package tests: consume.sh STEP static|shared
#
#   install       installs the library of the build under test
#   subdirectory  builds the consumer with the sources as a subdirectory, runs it, installs from it
#   find_package  builds and runs the consumer against the installed CMake package
#   pkg_config    the same with the compiler and pkg-config alone
#   exports       compares the symbols of the shared library with the headers
#
# Environment: PILCROW_SOURCE, PILCROW_BUILD, PILCROW_WORK (all of it may be deleted), CXX, CMAKE,
# GENERATOR, LAUNCHER (a compiler cache, or empty).
set -euo pipefail

step=$1
kind=$2
here=$(cd "$(dirname "$0")" && pwd)
prefix=$PILCROW_WORK/$kind/prefix
build=$PILCROW_WORK/$kind/$step

configure() {
  rm -rf "$build"
  "$CMAKE" -S "$here/consumer" -B "$build" -G "$GENERATOR" -DCMAKE_CXX_COMPILER="$CXX" \
    -DCMAKE_CXX_COMPILER_LAUNCHER="$LAUNCHER" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 "$@"
}

# The consumer makes an index in the directory given to it and checks what it finds there.
run() {
  rm -rf "$build/index"
  "$1" "$build/index"
}

# The installed file PATTERN (below the prefix), wherever the system's library directory is.
installed() {
  find "$prefix" -path "$prefix/$1" -print -quit
}

case $step in
  install)
    rm -rf "$prefix"
    for component in libpilcrow libpilcrow-dev; do
      "$CMAKE" --install "$PILCROW_BUILD" --prefix "$prefix" --component $component
    done
    test -n "$(installed '*/libpilcrow.*')"
    ;;

  subdirectory)
    shared=OFF
    [ "$kind" = shared ] && shared=ON
    configure -DCONSUMER_SOURCES="$PILCROW_SOURCE" -DBUILD_SHARED_LIBS=$shared -DPILCROW_INSTALL=ON \
      -DPILCROW_UNITY="$([ -n "$LAUNCHER" ] && echo OFF || echo ON)"
    "$CMAKE" --build "$build" --parallel 2
    run "$build/consumer"
    rm -rf "$prefix"
    "$CMAKE" --install "$build" --prefix "$prefix"
    ;;

  find_package)
    configure -DCMAKE_PREFIX_PATH="$prefix"
    "$CMAKE" --build "$build"
    run "$build/consumer"
    ;;

  pkg_config)
    directory=$(dirname "$(installed '*/pkgconfig/pilcrow.pc')")
    export PKG_CONFIG_PATH=$directory
    rm -rf "$build"
    mkdir -p "$build"
    version=$(pkg-config --modversion pilcrow)
    # shellcheck disable=SC2046 # the flags are words
    "$CXX" -std=c++20 -DEXPECTED_VERSION="\"$version\"" "$here/consumer/main.cc" -o "$build/consumer" \
      $(pkg-config --cflags --libs pilcrow)
    library=$(installed '*/libpilcrow.*')
    LD_LIBRARY_PATH=$(dirname "$library") run "$build/consumer"
    ;;

  exports)
    python3 "$here/check_exports.py" "$prefix/include/pilcrow" "$(installed '*/libpilcrow.so')"
    ;;

  *)
    echo "unknown step $step" >&2
    exit 2
    ;;
esac
