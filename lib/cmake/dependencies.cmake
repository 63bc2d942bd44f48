# What the library is linked with. The build includes this file, and so does the installed package
# where the library is static: both look for the same things in the same way.
#
# In:  PILCROW_PDF, PILCROW_LANGUAGE_GUESS as AUTO, ON or OFF
# Out: the same as ON or OFF; pilcrow_links, the targets to link with; pilcrow_missing, what was not
#      found, in words

set(pilcrow_missing "")
set(pilcrow_links "")

macro(pilcrow_need found what)
  if(NOT ${found})
    list(APPEND pilcrow_missing "${what}")
  endif()
endmacro()

# A library that pkg-config knows.
macro(pilcrow_need_module prefix module package)
  if(PkgConfig_FOUND)
    pkg_check_modules(${prefix} QUIET IMPORTED_TARGET ${module})
  endif()
  pilcrow_need(${prefix}_FOUND "${module} (${package})")
  list(APPEND pilcrow_links PkgConfig::${prefix})
endmacro()

# A library that neither pkg-config nor CMake knows, as the target pilcrow::NAME.
macro(pilcrow_find_library name header prefix)
  find_path(${prefix}_INCLUDE_DIR ${header})
  find_library(${prefix}_LIBRARY ${name})
  mark_as_advanced(${prefix}_INCLUDE_DIR ${prefix}_LIBRARY)
  set(${prefix}_FOUND FALSE)
  if(${prefix}_INCLUDE_DIR AND ${prefix}_LIBRARY)
    set(${prefix}_FOUND TRUE)
    if(NOT TARGET pilcrow::${name})
      add_library(pilcrow::${name} UNKNOWN IMPORTED)
      set_target_properties(pilcrow::${name} PROPERTIES
        IMPORTED_LOCATION "${${prefix}_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${${prefix}_INCLUDE_DIR}")
    endif()
  endif()
endmacro()

find_package(Threads QUIET)
pilcrow_need(Threads_FOUND "threads")
find_package(PkgConfig QUIET)
pilcrow_need(PkgConfig_FOUND "pkg-config (pkg-config)")
find_package(ICU 67 QUIET COMPONENTS i18n uc data)
pilcrow_need(ICU_FOUND "ICU 67 (libicu-dev)")
find_package(ZLIB QUIET)
pilcrow_need(ZLIB_FOUND "zlib (zlib1g-dev)")
find_package(LibLZMA QUIET)
pilcrow_need(LIBLZMA_FOUND "liblzma (liblzma-dev)")
find_package(yaml-cpp QUIET)
pilcrow_need(yaml-cpp_FOUND "yaml-cpp (libyaml-cpp-dev)")
if(TARGET yaml-cpp AND NOT TARGET yaml-cpp::yaml-cpp)  # before 0.8
  add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
  set_target_properties(yaml-cpp::yaml-cpp PROPERTIES INTERFACE_LINK_LIBRARIES yaml-cpp)
endif()
list(APPEND pilcrow_links
  ICU::i18n ICU::uc ICU::data ZLIB::ZLIB LibLZMA::LibLZMA yaml-cpp::yaml-cpp Threads::Threads)

pilcrow_need_module(PILCROW_XAPIAN xapian-core>=1.4 libxapian-dev)
pilcrow_need_module(PILCROW_ZSTD libzstd libzstd-dev)
pilcrow_need_module(PILCROW_GUMBO gumbo libgumbo-dev)
pilcrow_need_module(PILCROW_MD4C md4c libmd4c-dev)

pilcrow_find_library(stemmer libstemmer.h PILCROW_STEMMER)
pilcrow_need(PILCROW_STEMMER_FOUND "Snowball (libstemmer-dev)")
list(APPEND pilcrow_links pilcrow::stemmer)

if(PILCROW_PDF AND PkgConfig_FOUND)
  pkg_check_modules(PILCROW_POPPLER QUIET IMPORTED_TARGET poppler-cpp)
endif()
if(PILCROW_PDF AND PILCROW_POPPLER_FOUND)
  set(PILCROW_PDF ON)
  list(APPEND pilcrow_links PkgConfig::PILCROW_POPPLER)
elseif(PILCROW_PDF STREQUAL "AUTO")
  set(PILCROW_PDF OFF)
elseif(PILCROW_PDF)
  list(APPEND pilcrow_missing "poppler-cpp (libpoppler-cpp-dev), or -DPILCROW_PDF=OFF")
endif()

if(PILCROW_LANGUAGE_GUESS)
  pilcrow_find_library(cld2 cld2/public/compact_lang_det.h PILCROW_CLD2)
endif()
if(PILCROW_LANGUAGE_GUESS AND PILCROW_CLD2_FOUND)
  set(PILCROW_LANGUAGE_GUESS ON)
  list(APPEND pilcrow_links pilcrow::cld2)
elseif(PILCROW_LANGUAGE_GUESS STREQUAL "AUTO")
  set(PILCROW_LANGUAGE_GUESS OFF)
elseif(PILCROW_LANGUAGE_GUESS)
  list(APPEND pilcrow_missing "CLD2 (libcld2-dev), or -DPILCROW_LANGUAGE_GUESS=OFF")
endif()
