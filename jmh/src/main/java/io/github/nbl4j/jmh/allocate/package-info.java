// SPDX-License-Identifier: Apache-2.0
/** Allocate and free: pools of objects, pools of memory, and memory fresh from the runtime. */
package io.github.nbl4j.jmh.allocate;
