// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the library beside every baseline and the machine's own floor. */
package io.github.nbl4j.jmh;
