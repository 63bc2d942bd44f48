# Headers, library, CMake package and pkg-config file. Components: libpilcrow (the shared library) and
# libpilcrow-dev; the programs install themselves as pilcrow-tools.
include(CMakePackageConfigHelpers)

set(pilcrow_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/pilcrow)

install(TARGETS pilcrow EXPORT pilcrow
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libpilcrow NAMELINK_COMPONENT libpilcrow-dev
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libpilcrow-dev
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT libpilcrow)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/pilcrow
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libpilcrow-dev
  FILES_MATCHING PATTERN "*.h")

install(EXPORT pilcrow NAMESPACE pilcrow:: FILE pilcrow-targets.cmake
  DESTINATION ${pilcrow_cmake_dir} COMPONENT libpilcrow-dev)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/pilcrow-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/pilcrow-config.cmake
  INSTALL_DESTINATION ${pilcrow_cmake_dir}
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a new minor version may change the interface.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/pilcrow-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/pilcrow-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/pilcrow-config-version.cmake
  DESTINATION ${pilcrow_cmake_dir} COMPONENT libpilcrow-dev)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake
  DESTINATION ${pilcrow_cmake_dir} RENAME pilcrow-dependencies.cmake COMPONENT libpilcrow-dev)

# The prefix of the pkg-config file is found from where the file is, so that the tree can be moved;
# an absolute library directory cannot.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(pilcrow_pc_prefix "${CMAKE_INSTALL_PREFIX}")
  set(pilcrow_pc_libdir "${CMAKE_INSTALL_FULL_LIBDIR}")
  set(pilcrow_pc_includedir "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
  file(RELATIVE_PATH up "/p/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/p")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(pilcrow_pc_prefix "\${pcfiledir}/${up}")
  set(pilcrow_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  set(pilcrow_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
# A shared library carries its own dependencies; naming them would ask their development packages of
# everybody who links it. A static one needs them in every link, not only with pkg-config --static:
# the dependencies themselves may well be shared.
set(pilcrow_pc_requires "")
set(pilcrow_pc_libs "")
if(NOT BUILD_SHARED_LIBS)
  set(pilcrow_pc_requires "xapian-core gumbo md4c icu-i18n icu-uc zlib libzstd liblzma yaml-cpp")
  set(pilcrow_pc_libs " -lstemmer -pthread")
  if(PILCROW_PDF)
    string(APPEND pilcrow_pc_requires " poppler-cpp")
  endif()
  if(PILCROW_LANGUAGE_GUESS)
    string(PREPEND pilcrow_pc_libs " -lcld2")
  endif()
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/pilcrow.pc.in ${CMAKE_CURRENT_BINARY_DIR}/pilcrow.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/pilcrow.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libpilcrow-dev)
