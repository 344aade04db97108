// SPDX-License-Identifier: Apache-2.0
/** Stress tests: one class for each happens-before edge and each race that the library promises to decide. */
package io.github.nbl4j.jcstress;
