// Which instruction sets Highway compiles kernels for. Include before foreach_target.h and highway.h in every kernel.
//
// The baseline of the build is x86-64-v2; AVX2 (with FMA) and AVX-512 are picked at run time. AES and carry-less multiplication
// are no part of x86-64-v2 and no kernel wants them, so their absence must not hide SSE4 from Highway.
#pragma once

#define HWY_DISABLE_PCLMUL_AES 1
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
