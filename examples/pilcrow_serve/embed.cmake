# Writes the files of the page into a source file, as the table that page.h declares.
#
#   cmake -DOUTPUT=page.cc -DFOLDER=page -DFILES=index.html,app.js -P embed.cmake
string(REPLACE "," ";" FILES "${FILES}")

function(pilcrow_content_type name result)
  get_filename_component(ending ${name} LAST_EXT)
  if(ending STREQUAL ".html")
    set(${result} "text/html; charset=utf-8" PARENT_SCOPE)
  elseif(ending STREQUAL ".css")
    set(${result} "text/css; charset=utf-8" PARENT_SCOPE)
  elseif(ending STREQUAL ".js")
    set(${result} "text/javascript; charset=utf-8" PARENT_SCOPE)
  elseif(ending STREQUAL ".svg")
    set(${result} "image/svg+xml" PARENT_SCOPE)
  else()
    message(FATAL_ERROR "${name}: no content type is known for ${ending}")
  endif()
endfunction()

string(REPEAT "." 32 row)  # sixteen bytes to a line
set(arrays "")
set(table "")
set(number 0)
foreach(name ${FILES})
  file(READ ${FOLDER}/${name} hex HEX)
  string(REGEX REPLACE "(${row})" "\\1\n" rows "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${rows}")
  pilcrow_content_type(${name} type)
  if(name STREQUAL "index.html")
    set(path "/")
  else()
    set(path "/${name}")
  endif()
  string(APPEND arrays "constexpr char kFile${number}[] = {\n${bytes}};\n\n")
  string(APPEND table
    "    PageFile{\"${path}\", \"${type}\", {kFile${number}, sizeof(kFile${number})}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT}.new "// Made from the files of pilcrow_serve/page/ when the program is built.
#include \"pilcrow_serve/page.h\"

#include <array>

namespace pilcrow::programs {

namespace {

${arrays}constexpr std::array<PageFile, ${number}> kFiles = {{
${table}}};

}  // namespace

std::span<const PageFile> page_files() noexcept {
  return kFiles;
}

}  // namespace pilcrow::programs
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
