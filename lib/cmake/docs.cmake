# The target docs: the public headers as HTML, from their comments. A warning is an error.
find_package(Doxygen REQUIRED)
set(DOXYGEN_PROJECT_NAME "Pilcrow")
set(DOXYGEN_PROJECT_NUMBER ${PROJECT_VERSION})
set(DOXYGEN_PROJECT_BRIEF "${PROJECT_DESCRIPTION}")
set(DOXYGEN_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/docs)
set(DOXYGEN_STRIP_FROM_PATH ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_STRIP_FROM_INC_PATH ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_USE_MDFILE_AS_MAINPAGE ${PROJECT_SOURCE_DIR}/lib/cmake/mainpage.md)
# The programs of the guide are those that are built and tested.
set(DOXYGEN_EXAMPLE_PATH ${PROJECT_SOURCE_DIR}/examples)
set(DOXYGEN_JAVADOC_AUTOBRIEF YES)
set(DOXYGEN_EXTRACT_ALL YES)
set(DOXYGEN_HIDE_UNDOC_RELATIONS YES)
set(DOXYGEN_PREDEFINED PILCROW_API=)
set(DOXYGEN_MACRO_EXPANSION YES)
set(DOXYGEN_QUIET YES)
set(DOXYGEN_WARN_AS_ERROR FAIL_ON_WARNINGS)
doxygen_add_docs(docs ${PROJECT_SOURCE_DIR}/include/pilcrow
  ${PROJECT_SOURCE_DIR}/lib/cmake/mainpage.md
  COMMENT "Writing the documentation to ${DOXYGEN_OUTPUT_DIRECTORY}/html")
