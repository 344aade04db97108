// SPDX-License-Identifier: Apache-2.0
/**
 * Broken on purpose: each class is a small copy of an algorithm of the library with one mistake left in. The run must
 * report every one of them as failed, or it could not see that mistake in the library either.
 */
package io.github.nbl4j.jcstress.canary;
