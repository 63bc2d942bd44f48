# Debian packages, made by `cmake --build --preset package`: libpilcrow0, libpilcrow-dev and
# pilcrow-tools, one for each component. They hold a shared build, whose programs use the packaged
# library.
if(NOT BUILD_SHARED_LIBS)
  return()
endif()

# Only components that something installs: without the programs there are no tools.
get_cmake_property(pilcrow_components COMPONENTS)
set(CPACK_COMPONENTS_ALL "")
foreach(component libpilcrow libpilcrow-dev pilcrow-tools)
  if(component IN_LIST pilcrow_components)
    list(APPEND CPACK_COMPONENTS_ALL ${component})
  endif()
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME pilcrow)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_CONTACT "The Pilcrow authors <pilcrow@example.org>")
set(CPACK_PACKAGE_VENDOR "Pilcrow")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_CURRENT_BINARY_DIR}/lib)

set(pilcrow_runtime libpilcrow${PROJECT_VERSION_MAJOR})

# pilcrow_package(COMPONENT NAME SECTION HOLDS [DEPENDS])
function(pilcrow_package component name section holds)
  string(TOUPPER ${component} id)
  set(CPACK_DEBIAN_${id}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${id}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(CPACK_DEBIAN_${id}_DESCRIPTION "${PROJECT_DESCRIPTION}\nThis package holds ${holds}." PARENT_SCOPE)
  set(CPACK_DEBIAN_${id}_PACKAGE_DEPENDS "${ARGN}" PARENT_SCOPE)
  if(component IN_LIST CPACK_COMPONENTS_ALL)
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright
      DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component} EXCLUDE_FROM_ALL)
  endif()
endfunction()

pilcrow_package(libpilcrow ${pilcrow_runtime} libs "the shared library")
pilcrow_package(libpilcrow-dev libpilcrow-dev libdevel
  "the headers, the CMake package and the pkg-config file" "${pilcrow_runtime} (= ${PROJECT_VERSION})")
pilcrow_package(pilcrow-tools pilcrow-tools text
  "the programs that index and search" "${pilcrow_runtime} (= ${PROJECT_VERSION})")

# What the binaries are linked with, asked of dpkg-shlibdeps.
set(CPACK_DEBIAN_LIBPILCROW_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PILCROW-TOOLS_PACKAGE_SHLIBDEPS ON)

include(CPack)
