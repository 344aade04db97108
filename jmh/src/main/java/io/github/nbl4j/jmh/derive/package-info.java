// SPDX-License-Identifier: Apache-2.0
/** Clones, and what others have in their place. */
package io.github.nbl4j.jmh.derive;
