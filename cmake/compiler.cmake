# What every target is compiled with.
add_library(sweetspot_options INTERFACE)
target_include_directories(sweetspot_options INTERFACE ${PROJECT_SOURCE_DIR})

# x86-64-v2 runs on every PC of the last decade; faster kernels are picked at run time (Highway).
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(sweetspot_options INTERFACE -march=x86-64-v2)
endif()

# Contraction would let two instances of one loop round differently; where a fused multiply-add is wanted
# it is written out. This is what keeps renders bit-identical.
target_compile_options(sweetspot_options INTERFACE
  -ffp-contract=off -fno-math-errno -fno-trapping-math -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)

if(SWEETSPOT_SANITIZE)
  target_compile_options(sweetspot_options INTERFACE -fsanitize=${SWEETSPOT_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(sweetspot_options INTERFACE -fsanitize=${SWEETSPOT_SANITIZE})
endif()

# A quicker linker and a compiler cache, where the machine has them.
find_program(SWEETSPOT_MOLD mold)
if(SWEETSPOT_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  target_link_options(sweetspot_options INTERFACE -fuse-ld=mold)
endif()
find_program(SWEETSPOT_CCACHE ccache)
if(SWEETSPOT_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${SWEETSPOT_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SWEETSPOT_CCACHE})
endif()
