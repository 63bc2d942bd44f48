# shellcheck shell=bash
# What has to be there before Pilcrow can be built; sourced by examples/demo.sh and tests/run.sh.
#
#   pilcrow_setup programs   for the library and the programs
#   pilcrow_setup tests      for the tests as well
#
# On Debian and its relatives missing packages are installed, after saying so; PILCROW_SETUP=skip in the
# environment leaves the system as it is. Elsewhere the list is printed, and CMake names what it does not
# find.

pilcrow_packages_needed() {
  echo g++ cmake ninja-build pkg-config \
    libxapian-dev libstemmer-dev libicu-dev libgumbo-dev libmd4c-dev nlohmann-json3-dev \
    libyaml-cpp-dev liblzma-dev libzstd-dev zlib1g-dev libboost-program-options-dev
  if [ "$1" = tests ]; then echo catch2 python3 binutils xapian-tools; fi
}

# Parts that Pilcrow does without where a system has no package for them: PDF, language guess, the page.
pilcrow_packages_welcome() {
  echo libpoppler-cpp-dev libcld2-dev libcpp-httplib-dev
}

pilcrow_package_missing() {
  local state
  state=$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) || return 0
  [ "$state" != installed ]
}

# Whether apt has a candidate for any of the packages.
pilcrow_package_known() {
  apt-cache policy "$@" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null
}

pilcrow_apt() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
  fi
}

# Installs what can be installed of the given packages; fails where a needed one cannot be.
pilcrow_install() {
  local package wanted=()
  echo "Refreshing the list of packages (apt-get update) ..."
  pilcrow_apt update || echo "apt-get update failed; going on with the lists that are there" >&2
  for package in "$@"; do
    if pilcrow_package_known "$package"; then
      wanted+=("$package")
    elif [[ " $(pilcrow_packages_welcome) " != *" $package "* ]]; then
      echo "This system has no package $package, which Pilcrow needs." >&2
      return 1
    fi
  done
  if [ ${#wanted[@]} = 0 ]; then return 0; fi
  echo "Installing: ${wanted[*]}"
  pilcrow_apt install -y --no-install-recommends "${wanted[@]}" >/dev/null
}

pilcrow_setup_debian() {
  local package needed=() welcome=()
  for package in $(pilcrow_packages_needed "$1"); do
    if pilcrow_package_missing "$package"; then needed+=("$package"); fi
  done
  for package in $(pilcrow_packages_welcome); do
    if pilcrow_package_missing "$package"; then welcome+=("$package"); fi
  done
  if [ ${#needed[@]} = 0 ] && [ ${#welcome[@]} = 0 ]; then return 0; fi

  if [ ${#needed[@]} = 0 ] && ! pilcrow_package_known "${welcome[@]}"; then
    echo "Building without ${welcome[*]}, which this system does not have."
  elif [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; then
    pilcrow_install ${needed[@]+"${needed[@]}"} ${welcome[@]+"${welcome[@]}"}
  elif [ ${#needed[@]} = 0 ]; then
    echo "Building without ${welcome[*]}; installing packages takes root or sudo."
  else
    echo "These packages are missing, and neither root nor sudo is at hand. As root, run:" >&2
    echo "  apt-get install ${needed[*]} ${welcome[*]-}" >&2
    echo "or set PILCROW_SETUP=skip if what they hold is there in another way." >&2
    return 1
  fi
}

pilcrow_setup() {
  if [ "${PILCROW_SETUP:-}" = skip ]; then
    echo "Installing nothing, as PILCROW_SETUP=skip says."
  elif command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    pilcrow_setup_debian "$1" || return 1
  else
    echo "This is no Debian or Ubuntu, so nothing is installed. Pilcrow needs what these packages hold:"
    echo "  $(pilcrow_packages_needed "$1" | tr '\n' ' ')"
    echo "and gains from: $(pilcrow_packages_welcome)"
  fi
  local tool
  for tool in cmake ninja; do
    if ! command -v $tool >/dev/null; then
      echo "$tool is missing; please install it and run this again." >&2
      return 1
    fi
  done
}

# Runs a command whose output only matters if it fails: pilcrow_quietly LOG COMMAND...
pilcrow_quietly() {
  local log=$1
  shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "failed: $* (everything it said is in $log)" >&2
    return 1
  fi
}

# "3 min 20 s" since the shell started.
pilcrow_elapsed() {
  if [ "$SECONDS" -ge 60 ]; then
    echo "$((SECONDS / 60)) min $((SECONDS % 60)) s"
  else
    echo "$SECONDS s"
  fi
}
